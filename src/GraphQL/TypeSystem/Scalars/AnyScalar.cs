using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>
/// <c>Any</c> and <c>JSON</c>, and every scalar of an SDL document that the library does not know. <c>JSON</c> is read as
/// <see cref="JsonElement"/>; the others as strings, numbers, booleans, lists and dictionaries.
/// </summary>
internal sealed class AnyScalar : ScalarType
{
    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly bool _asElement;

    public AnyScalar(string name, string? description = null)
        : base(name, name == ScalarNames.JSON ? typeof(JsonElement) : typeof(object), description)
    {
        _asElement = name == ScalarNames.JSON;
    }

    public override bool TryCoerceLiteral(ValueNode literal, [NotNullWhen(true)] out object? value)
    {
        var element = JsonLiteral.ToElement(literal);
        value = _asElement ? element : ToObject(element);
        return value is not null;
    }

    public override bool TryCoerceJson(ref Utf8JsonReader reader, [NotNullWhen(true)] out object? value)
    {
        var element = JsonElement.ParseValue(ref reader);
        value = _asElement ? element : ToObject(element);
        return value is not null;
    }

    public override bool TryWrite(ResultWriter output, object value)
    {
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        try
        {
            JsonSerializer.Serialize(writer, value, value.GetType(), Options);
            return true;
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException or ArgumentException)
        {
            writer.Reset();
            return false;
        }
    }

    public override ValueNode? ToLiteral(object value) =>
        value is JsonElement element ? JsonLiteral.From(element) : base.ToLiteral(value);

    private static object? ToObject(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? whole : element.GetDouble(),
        JsonValueKind.Array => element.EnumerateArray().Select(ToObject).ToList(),
        JsonValueKind.Object => element.EnumerateObject()
            .GroupBy(field => field.Name, StringComparer.Ordinal)
            .ToDictionary(fields => fields.Key, fields => ToObject(fields.Last().Value), StringComparer.Ordinal),
        _ => null,
    };
}
