using System.Buffers;
using System.Text.Json;
using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>Turns JSON into literals and literals into JSON.</summary>
internal static class JsonLiteral
{
    /// <summary>The literal of a JSON value.</summary>
    public static ValueNode Parse(ReadOnlySpan<byte> json)
    {
        using var document = JsonDocument.Parse(json.ToArray());
        return From(document.RootElement);
    }

    /// <summary>The literal of a JSON value.</summary>
    public static ValueNode From(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => new StringValueNode(json.GetString()!),
        JsonValueKind.True => new BooleanValueNode(true),
        JsonValueKind.False => new BooleanValueNode(false),
        JsonValueKind.Number => FromNumber(json.GetRawText()),
        JsonValueKind.Array => new ListValueNode((ValueNode[])[.. json.EnumerateArray().Select(From)]),
        JsonValueKind.Object => new ObjectValueNode(
            (ObjectFieldNode[])[.. json.EnumerateObject().Select(field => new ObjectFieldNode(new NameNode(field.Name), From(field.Value)))]),
        _ => new NullValueNode(),
    };

    /// <summary>Writes a literal without variables as JSON; an enum value as a string.</summary>
    public static void Write(Utf8JsonWriter json, ValueNode literal)
    {
        switch (literal)
        {
            case StringValueNode text:
                json.WriteStringValue(text.Value);
                break;
            case EnumValueNode name:
                json.WriteStringValue(name.Value);
                break;
            case IntValueNode number:
                json.WriteRawValue(number.Value);
                break;
            case FloatValueNode number:
                json.WriteRawValue(number.Value);
                break;
            case BooleanValueNode flag:
                json.WriteBooleanValue(flag.Value);
                break;
            case ListValueNode list:
                json.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case ObjectValueNode fields:
                json.WriteStartObject();
                foreach (var field in fields.Fields)
                {
                    json.WritePropertyName(field.Name.Value);
                    Write(json, field.Value);
                }

                json.WriteEndObject();
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    /// <summary>A literal as a JSON element of its own.</summary>
    public static JsonElement ToElement(ValueNode literal)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, literal);
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    private static ValueNode FromNumber(string text) =>
        text.AsSpan().IndexOfAny(".eE") < 0 ? new IntValueNode(text) : new FloatValueNode(text);
}
