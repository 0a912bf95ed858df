using System.Text.Json;
using System.Text.Json.Nodes;
using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.Execution;
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
    private readonly Dictionary<string, RequestExecutor> _executors = [];

    public Task<JsonObject> AnswerAsync(JsonElement request) => request.GetProperty("op").GetString() switch
    {
        "parse" => Task.FromResult(Parse(request)),
        "validate" => Task.FromResult(Validate(request)),
        "schema" => Task.FromResult(AddSchema(request)),
        "execute" => ExecuteAsync(request),
        "print" => Task.FromResult(Print(request)),
        var operation => throw new InvalidOperationException($"Unknown operation '{operation}'."),
    };

    private JsonObject AddSchema(JsonElement request)
    {
        try
        {
            var name = request.GetProperty("name").GetString()!;
            var schema = Schema.FromSdl(request.GetProperty("sdl").GetString()!);
            _schemas[name] = schema.Bind(new Behaviour(schema).Bind);
            _executors[name] = new RequestExecutor(new RequestExecutorSetup
            {
                Schema = schema,
                Options = new RequestExecutorOptions { MaxErrors = int.MaxValue },
                Parser = ParserOptions.Trusted,
                Validation = Unlimited,
            });
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

    private JsonObject Print(JsonElement request) => new()
    {
        ["sdl"] = _schemas[request.GetProperty("schema").GetString()!].ToString(),
    };

    private async Task<JsonObject> ExecuteAsync(JsonElement request)
    {
        var execution = GraphQLRequest.FromText(
            request.GetProperty("source").GetString()!, request.GetProperty("variables").GetRawText(), request.GetProperty("operationName").GetString());
        execution.ContextData = new Dictionary<string, object?>
        {
            ["seed"] = request.GetProperty("seed").GetRawText(),
            ["isAsync"] = request.GetProperty("isAsync").GetBoolean(),
        };
        await using var result = (OperationResult)await _executors[request.GetProperty("schema").GetString()!].ExecuteAsync(execution);
        return JsonNode.Parse(result.Memory.Span)!.AsObject();
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
