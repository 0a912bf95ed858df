using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Application.Accounts.Views;

/// <summary>A user's place in a workspace.</summary>
public sealed class Member
{
    public Guid UserId { get; init; }

    public WorkspaceRole Role { get; init; }

    public bool HasSecondFactor { get; init; }

    /// <summary>When they joined.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>An open invitation.</summary>
public sealed class Invitation
{
    public Guid Id { get; init; }

    public string Email { get; init; } = "";

    public WorkspaceRole Role { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }
}
