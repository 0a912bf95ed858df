using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Application.Accounts;

/// <summary>The platform itself, as in workers and at start-up. It may send only requests that are marked for it.</summary>
public sealed class SystemCaller : ICaller
{
    public static readonly SystemCaller Instance = new();

    public UserId? UserId => null;

    public WorkspaceId? WorkspaceId => null;

    public WorkspaceRole? Role => null;

    public bool IsAdmin => false;

    public Guid? SessionId => null;

    public bool NeedsSecondFactor => false;

    public ApiKeyId? ApiKeyId => null;

    public ApiKeyScopes? Scopes => null;

    public Guid? OnlyChatbot => null;
}
