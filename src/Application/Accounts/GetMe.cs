using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Application.Accounts;

/// <summary>The caller's own account.</summary>
[BeforeSecondFactor]
public sealed record GetMe : IQuery<Me>;

/// <param name="WorkspaceId">The workspace this request acts in.</param>
public sealed record Me(UserId Id, string Email, bool IsAdmin, DateTimeOffset CreatedAt, WorkspaceId WorkspaceId, IReadOnlyList<Membership> Memberships);

public sealed record Membership(WorkspaceId WorkspaceId, string WorkspaceName, WorkspaceRole Role);
