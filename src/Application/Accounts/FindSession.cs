using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Application.Accounts;

/// <summary>Who a session belongs to and where they are a member, unless it is over. At most two seconds old.</summary>
public sealed record FindSession(Guid SessionId) : IQuery<SessionUser>, ISystemRequest;

/// <param name="NeedsSecondFactor">An admin who must have a second factor and has none.</param>
/// <param name="Memberships">The oldest first.</param>
public sealed record SessionUser(UserId UserId, bool IsAdmin, bool NeedsSecondFactor, IReadOnlyList<SessionMembership> Memberships);

public readonly record struct SessionMembership(WorkspaceId WorkspaceId, WorkspaceRole Role);
