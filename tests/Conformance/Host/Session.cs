using System.Text.Json;
using System.Text.Json.Nodes;
using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.TypeSystem;
using SmsPlatform.GraphQL.Validation;

namespace SmsPlatform.ConformanceHost;

/// <summary>Answers the requests of one run.</summary>
internal sealed class Session
{
    // The reference has no limits of its own, and reports everything.
    private static readonly ValidationOptions Unlimited = new()
    {
        MaxErrors = int.MaxValue,
        MaxDepth = int.MaxValue,
        MaxFields = int.MaxValue,
        MaxAliases = int.MaxValue,
        MaxDirectives = int.MaxValue,
    };

    private readonly Dictionary<string, Schema> _schemas = [];

    public Task<JsonObject> AnswerAsync(JsonElement request) => request.GetProperty("op").GetString() switch
    {
        "parse" => Task.FromResult(Parse(request)),
        "validate" => Task.FromResult(Validate(request)),
        "schema" => Task.FromResult(AddSchema(request)),
        var operation => throw new InvalidOperationException($"Unknown operation '{operation}'."),
    };

    private JsonObject AddSchema(JsonElement request)
    {
        try
        {
            _schemas[request.GetProperty("name").GetString()!] = Schema.FromSdl(request.GetProperty("sdl").GetString()!);
            return [];
        }
        catch (SchemaException exception)
        {
            return new JsonObject { ["errors"] = ToJson(exception.Errors) };
        }
    }

    private JsonObject Validate(JsonElement request)
    {
        var document = Utf8GraphQLParser.Parse(request.GetProperty("source").GetString()!, ParserOptions.Trusted);
        var schema = _schemas[request.GetProperty("schema").GetString()!];
        return new JsonObject { ["errors"] = ToJson(DocumentValidator.Validate(schema, document, Unlimited)) };
    }

    private static JsonArray ToJson(IEnumerable<IError> errors) => [.. errors.Select(error => new JsonObject
    {
        ["code"] = error.Code,
        ["message"] = error.Message,
        ["locations"] = new JsonArray([.. (error.Locations ?? []).Select(place => JsonValue.Create($"{place.Line}:{place.Column}"))]),
    })];

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
