using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Application.Accounts;

/// <summary>The members of the caller's workspace, the oldest first.</summary>
public sealed record ListMembers : IQuery<IReadOnlyList<MemberRow>>;

public sealed record MemberRow(UserId UserId, string Email, WorkspaceRole Role, bool HasSecondFactor, DateTimeOffset CreatedAt);

/// <summary>Gives a member another role. Their sessions end, and with the loss of ownership the API keys and invitations they made.</summary>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record ChangeMemberRole(UserId UserId, WorkspaceRole Role) : ICommand<Done>;

/// <summary>Takes a member out of the workspace, with their sessions and the API keys and invitations they made. Owners remove anyone, others only themselves.</summary>
public sealed record RemoveMember(UserId UserId) : ICommand<Done>;
