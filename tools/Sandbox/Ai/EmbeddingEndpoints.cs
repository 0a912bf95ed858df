using System.Runtime.InteropServices;
using System.Text.Json;

namespace SmsPlatform.Sandbox.Ai;

/// <summary>Embeddings in OpenAI's form, as floats or as base64 of little-endian ones.</summary>
internal static class EmbeddingEndpoints
{
    private const int MaxTexts = 2048;

    public static void MapEmbeddings(this IEndpointRouteBuilder routes) => routes.MapPost("/v1/embeddings", EmbedAsync);

    private static async Task<IResult> EmbedAsync(HttpContext context, ModelScript script, CancellationToken cancellationToken)
    {
        EmbeddingRequest? request;
        try
        {
            request = await context.Request.ReadFromJsonAsync<EmbeddingRequest>(cancellationToken);
        }
        catch (JsonException)
        {
            return AiFailure.Of(StatusCodes.Status400BadRequest, "The body is no request for embeddings.");
        }

        var dimensions = request?.Dimensions ?? WordVectors.DefaultDimensions;
        if (request is not { Model: { Length: > 0 } model } || Texts(request.Input) is not { Count: > 0 and <= MaxTexts } texts)
        {
            return AiFailure.Of(StatusCodes.Status400BadRequest, $"A request has a model and one to {MaxTexts} texts, none of them empty.");
        }

        if (dimensions is < 8 or > WordVectors.MaxDimensions || request.EncodingFormat is not (null or "float" or "base64"))
        {
            return AiFailure.Of(StatusCodes.Status400BadRequest, "No such dimensions or encoding.");
        }

        // The same server as the model's: what holds up the one holds up the other.
        await script.WhenUnblockedAsync(cancellationToken);
        var tokens = texts.Sum(text => text.Length) / 4;
        return TypedResults.Json(new
        {
            @object = "list",
            model,
            data = texts.Select((text, index) => new { @object = "embedding", index, embedding = Encode(WordVectors.Of(text, dimensions), request.EncodingFormat) }),
            usage = new { prompt_tokens = tokens, total_tokens = tokens },
        });
    }

    private static object Encode(float[] vector, string? encoding) =>
        encoding == "base64" ? Convert.ToBase64String(MemoryMarshal.AsBytes<float>(vector)) : vector;

    private static List<string>? Texts(JsonElement input)
    {
        var texts = input.ValueKind switch
        {
            JsonValueKind.String => [input.GetString()!],
            JsonValueKind.Array when input.EnumerateArray().All(each => each.ValueKind == JsonValueKind.String) =>
                input.EnumerateArray().Select(each => each.GetString()!).ToList(),
            _ => null,
        };
        return texts?.TrueForAll(text => text.Length > 0) == true ? texts : null;
    }

    private sealed record EmbeddingRequest(
        string? Model,
        JsonElement Input,
        int? Dimensions,
        [property: System.Text.Json.Serialization.JsonPropertyName("encoding_format")] string? EncodingFormat);
}
