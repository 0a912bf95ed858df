using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.WebApi.Accounts;

/// <summary>Who the current request is from. Set once per request, by <see cref="CallerMiddleware"/>.</summary>
internal sealed record SignedInCaller(UserId UserId, Guid SessionId, bool IsAdmin, WorkspaceId? WorkspaceId, WorkspaceRole? Role);

/// <summary>Reads the caller from the current request; outside of one, the caller is the platform itself.</summary>
internal sealed class HttpCaller(IHttpContextAccessor accessor) : ICaller
{
    public UserId? UserId => Current?.UserId;

    public WorkspaceId? WorkspaceId => Current?.WorkspaceId;

    public WorkspaceRole? Role => Current?.Role;

    public bool IsAdmin => Current?.IsAdmin ?? false;

    // Through the accessor, so that scopes opened within a request have its caller as well.
    private SignedInCaller? Current => accessor.HttpContext?.Features.Get<SignedInCaller>();
}
