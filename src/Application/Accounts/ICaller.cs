using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Application.Accounts;

/// <summary>Who sent the current request.</summary>
public interface ICaller
{
    /// <summary>Null for anonymous callers and for the platform itself.</summary>
    UserId? UserId { get; }

    /// <summary>The workspace the caller acts in; every tenant query is limited to it.</summary>
    WorkspaceId? WorkspaceId { get; }

    /// <summary>The caller's role in that workspace.</summary>
    WorkspaceRole? Role { get; }

    /// <summary>The platform role.</summary>
    bool IsAdmin { get; }
}
