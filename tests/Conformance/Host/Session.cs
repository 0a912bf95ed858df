using System.Text.Json;
using System.Text.Json.Nodes;
using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.ConformanceHost;

/// <summary>Answers the requests of one run.</summary>
internal sealed class Session
{
    private readonly Dictionary<string, DocumentNode> _schemas = [];

    public Task<JsonObject> AnswerAsync(JsonElement request) => request.GetProperty("op").GetString() switch
    {
        "parse" => Task.FromResult(Parse(request)),
        "schema" => Task.FromResult(AddSchema(request)),
        var operation => throw new InvalidOperationException($"Unknown operation '{operation}'."),
    };

    private JsonObject AddSchema(JsonElement request)
    {
        _schemas[request.GetProperty("name").GetString()!] =
            Utf8GraphQLParser.Parse(request.GetProperty("sdl").GetString()!, ParserOptions.Trusted);
        return [];
    }

    private static JsonObject Parse(JsonElement request)
    {
        var source = request.GetProperty("source").GetString()!;
        try
        {
            return new JsonObject { ["printed"] = Utf8GraphQLParser.Parse(source, ParserOptions.Trusted).ToString() };
        }
        catch (SyntaxException error)
        {
            return new JsonObject { ["message"] = error.Message, ["line"] = error.Line, ["column"] = error.Column };
        }
    }
}
