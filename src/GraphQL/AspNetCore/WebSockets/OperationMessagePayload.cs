using System.Text.Json;

namespace SmsPlatform.GraphQL.AspNetCore.WebSockets;

/// <summary>A payload whose JSON is read when somebody asks for it.</summary>
internal sealed class OperationMessagePayload(ReadOnlyMemory<byte> json) : IOperationMessagePayload
{
    private JsonElement? _element;

    public JsonElement? Payload => json.IsEmpty ? null : _element ??= Parse();

    public T? As<T>()
        where T : class
    {
        try
        {
            return Payload?.Deserialize<T>(JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private JsonElement Parse()
    {
        var reader = new Utf8JsonReader(json.Span);
        return JsonElement.ParseValue(ref reader);
    }
}
