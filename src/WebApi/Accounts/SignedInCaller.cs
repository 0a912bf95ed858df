using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.WebApi.Accounts;

/// <summary>Who the current request is from: a person with a session, or an API key. Set once per request, by <see cref="CallerMiddleware"/>.</summary>
internal sealed record SignedInCaller
{
    public UserId? UserId { get; private init; }

    public Guid? SessionId { get; private init; }

    public bool IsAdmin { get; private init; }

    public bool NeedsSecondFactor { get; private init; }

    public WorkspaceId? WorkspaceId { get; private init; }

    public WorkspaceRole? Role { get; private init; }

    public ApiKeyOwner? ApiKey { get; private init; }

    /// <param name="session">The session of the request.</param>
    /// <param name="user">Whose it is.</param>
    /// <param name="membership">The workspace the request acts in.</param>
    public static SignedInCaller OfPerson(Guid session, SessionUser user, SessionMembership? membership) => new()
    {
        UserId = user.UserId,
        SessionId = session,

        // An admin who lacks the second factor is none yet.
        IsAdmin = user.IsAdmin && !user.NeedsSecondFactor,
        NeedsSecondFactor = user.NeedsSecondFactor,
        WorkspaceId = membership?.WorkspaceId,
        Role = membership?.Role,
    };

    // What only owners may do is for keys that manage; the others see what agents see.
    public static SignedInCaller OfKey(ApiKeyOwner key) => new()
    {
        ApiKey = key,
        WorkspaceId = key.WorkspaceId,
        Role = key.Scopes.HasFlag(ApiKeyScopes.Manage) ? WorkspaceRole.Owner : WorkspaceRole.Agent,
    };
}

/// <summary>Reads the caller from the current request; outside of one, the caller is the platform itself.</summary>
internal sealed class HttpCaller(IHttpContextAccessor accessor) : ICaller
{
    public UserId? UserId => Current?.UserId;

    public WorkspaceId? WorkspaceId => Current?.WorkspaceId;

    public WorkspaceRole? Role => Current?.Role;

    public bool IsAdmin => Current?.IsAdmin ?? false;

    public Guid? SessionId => Current?.SessionId;

    public bool NeedsSecondFactor => Current?.NeedsSecondFactor ?? false;

    public ApiKeyId? ApiKeyId => Current?.ApiKey?.Id;

    public ApiKeyScopes? Scopes => Current?.ApiKey?.Scopes;

    public Guid? OnlyChatbot => Current?.ApiKey?.OnlyChatbot;

    // Through the accessor, so that scopes opened within a request have its caller as well.
    private SignedInCaller? Current => accessor.HttpContext?.Features.Get<SignedInCaller>();
}
