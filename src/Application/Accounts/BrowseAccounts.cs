using SmsPlatform.Application.Lists;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Application.Accounts;

/// <summary>A page of the members of the caller's workspace, the latest first.</summary>
public sealed record BrowseMembers(ListRequest<Views.Member> Request) : IQuery<Page<Views.Member>>;

/// <summary>A page of the open invitations of the caller's workspace, the newest first.</summary>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record BrowseInvitations(ListRequest<Views.Invitation> Request) : IQuery<Page<Views.Invitation>>;

/// <summary>A page of the keys of the caller's workspace that are not revoked, the newest first.</summary>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record BrowseApiKeys(ListRequest<Views.ApiKey> Request) : IQuery<Page<Views.ApiKey>>;

/// <summary>The workspace the caller acts in.</summary>
public sealed record GetWorkspace : IQuery<Views.Workspace>;

/// <summary>Workspaces by id; those the caller is no member of are not in the answer.</summary>
[RequiresPerson]
public sealed record GetWorkspaces(IReadOnlyCollection<Guid> Ids) : IQuery<IReadOnlyDictionary<Guid, Views.Workspace>>;

/// <summary>Users by id; those who are no members of the caller's workspace are not in the answer.</summary>
public sealed record GetUsers(IReadOnlyCollection<Guid> Ids) : IQuery<IReadOnlyDictionary<Guid, Views.User>>;

/// <summary>Keys by id; revoked ones and those of other workspaces are not in the answer.</summary>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record GetApiKeys(IReadOnlyCollection<Guid> Ids) : IQuery<IReadOnlyDictionary<Guid, Views.ApiKey>>;

/// <summary>Open invitations by id; those of other workspaces are not in the answer.</summary>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record GetInvitations(IReadOnlyCollection<Guid> Ids) : IQuery<IReadOnlyDictionary<Guid, Views.Invitation>>;
