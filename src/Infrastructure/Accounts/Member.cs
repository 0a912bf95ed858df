using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>A user's place in a workspace.</summary>
public sealed class Member
{
    public WorkspaceId WorkspaceId { get; init; }

    public Guid UserId { get; init; }

    public WorkspaceRole Role { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}
