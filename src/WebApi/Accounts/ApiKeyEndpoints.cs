using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.WebApi.OpenApi;

namespace SmsPlatform.WebApi.Accounts;

/// <summary>Keys for programs. Only people make them.</summary>
internal static class ApiKeyEndpoints
{
    private const string MakeExample = """{ "name": "Web shop", "scopes": ["read", "send"], "chatbotId": null, "expiresAt": null }""";

    private static readonly Error ScopesInvalid =
        Error.Validation("api_key.scopes_invalid", "Give the key at least one of the scopes read, send and manage.", "scopes");

    public static void MapApiKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api/api-keys").WithTags("API keys").AddEndpointFilter(AuthEndpoints.KeepOutOfCaches);

        keys.MapGet("", ListAsync)
            .WithName("ListApiKeys")
            .WithSummary("Lists the API keys of the workspace, without their secrets.");

        keys.MapPost("", MakeAsync)
            .WithName("MakeApiKey")
            .WithSummary("Makes an API key with scopes of read, send and manage, for all chatbots or one. Answers the key itself, which is shown only now.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        keys.MapDelete("/{id}", RevokeAsync)
            .WithName("RevokeApiKey")
            .WithSummary("Revokes an API key for good.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<KeyList>, ProblemHttpResult>> ListAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new ListApiKeys(), cancellationToken);
        return result.Match<Results<Ok<KeyList>, ProblemHttpResult>>(
            keys => TypedResults.Ok(new KeyList([.. keys.Select(View)])),
            error => error.ToProblem());
    }

    [Example(MakeExample)]
    private static async Task<Results<Created<MadeKeyView>, ProblemHttpResult>> MakeAsync(
        KeyInput input, IMediator mediator, CancellationToken cancellationToken)
    {
        var scopes = ParseScopes(input.Scopes ?? []);
        if (scopes.IsFailure)
        {
            return scopes.Error.ToProblem();
        }

        var result = await mediator.Send(
            new MakeApiKey(input.Name ?? "", scopes.Value, input.ChatbotId, input.ExpiresAt), cancellationToken);
        return result.Match<Results<Created<MadeKeyView>, ProblemHttpResult>>(
            made => TypedResults.Created("/api/api-keys", new MadeKeyView(View(made.Key), made.Secret)),
            error => error.ToProblem());
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        string id, IMediator mediator, CancellationToken cancellationToken)
    {
        var key = Ids.Parse<ApiKeyId>(id);
        return key.IsFailure
            ? key.Error.ToProblem()
            : await mediator.NoContentAsync(new RevokeApiKey(key.Value), cancellationToken);
    }

    private static Result<ApiKeyScopes> ParseScopes(IReadOnlyList<string?> words)
    {
        var scopes = ApiKeyScopes.None;
        foreach (var word in words)
        {
            ApiKeyScopes? scope = word switch
            {
                "read" => ApiKeyScopes.Read,
                "send" => ApiKeyScopes.Send,
                "manage" => ApiKeyScopes.Manage,
                _ => null,
            };
            if (scope is null)
            {
                return ScopesInvalid;
            }

            scopes |= scope.Value;
        }

        return scopes;
    }

    private static KeyView View(ApiKeyRow key) => new(
        key.Id.Value,
        key.Name,
        key.Prefix,
        [.. Enum.GetValues<ApiKeyScopes>()
            .Where(scope => scope != ApiKeyScopes.None && key.Scopes.HasFlag(scope))
            .Select(scope => scope.ToString().ToLowerInvariant())],
        key.OnlyChatbot,
        key.MadeBy.Value,
        key.CreatedAt,
        key.ExpiresAt,
        key.LastUsedAt);

    internal sealed record KeyInput(string? Name, IReadOnlyList<string?>? Scopes, Guid? ChatbotId, DateTimeOffset? ExpiresAt);

    internal sealed record KeyView(
        Guid Id,
        string Name,
        string Prefix,
        IReadOnlyList<string> Scopes,
        Guid? ChatbotId,
        Guid MadeBy,
        DateTimeOffset CreatedAt,
        DateTimeOffset? ExpiresAt,
        DateTimeOffset? LastUsedAt);

    internal sealed record KeyList(IReadOnlyList<KeyView> ApiKeys);

    internal sealed record MadeKeyView(KeyView ApiKey, string Key);
}
