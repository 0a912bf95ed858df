using MediatR;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Accounts.Views;

namespace SmsPlatform.WebApi.GraphQL.Accounts;

/// <summary>A person who can sign in.</summary>
[ObjectType<User>]
public static partial class UserNode
{
    [NodeResolver]
    public static Task<User?> GetAsync(Guid id, UserByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(id, cancellationToken);

    /// <summary>It is you who asks.</summary>
    public static bool GetIsMe([Parent(requires: nameof(User.Id))] User user, ICaller caller) => user.Id == caller.UserId?.Value;

    /// <summary>You steer the whole installation. Null of others.</summary>
    public static async Task<bool?> GetIsAdminAsync(
        [Parent(requires: nameof(User.Id))] User user, ICaller caller, IMediator mediator, CancellationToken cancellationToken) =>
        GetIsMe(user, caller) ? (await mediator.Send(new GetMe(), cancellationToken)).OrThrow().IsAdmin : null;

    /// <summary>The workspaces you are a member of, the oldest membership first. Null of others.</summary>
    public static async Task<IReadOnlyList<Membership>?> GetMembershipsAsync(
        [Parent(requires: nameof(User.Id))] User user, ICaller caller, IMediator mediator, CancellationToken cancellationToken) =>
        GetIsMe(user, caller) ? (await mediator.Send(new ListWorkspaces(), cancellationToken)).OrThrow() : null;

    /// <summary>Where you are signed in, the last used first. Null of others.</summary>
    public static async Task<IReadOnlyList<SessionRow>?> GetSessionsAsync(
        [Parent(requires: nameof(User.Id))] User user, ICaller caller, IMediator mediator, CancellationToken cancellationToken) =>
        GetIsMe(user, caller) ? (await mediator.Send(new ListSessions(), cancellationToken)).OrThrow() : null;

    /// <summary>Your second factor. Null of others.</summary>
    public static async Task<TwoFactorState?> GetTwoFactorAsync(
        [Parent(requires: nameof(User.Id))] User user, ICaller caller, IMediator mediator, CancellationToken cancellationToken) =>
        GetIsMe(user, caller) ? (await mediator.Send(new GetTwoFactor(), cancellationToken)).OrThrow() : null;
}

/// <summary>A workspace you are a member of. Act in it by naming it in the header X-Workspace-Id.</summary>
[ObjectType<Membership>]
public static partial class MembershipNode
{
    [BindMember(nameof(Membership.WorkspaceId))]
    public static Task<Workspace?> GetWorkspaceAsync(
        [Parent] Membership membership, WorkspaceByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(membership.WorkspaceId.Value, cancellationToken);
}

/// <summary>A place where you are signed in.</summary>
[ObjectType<SessionRow>]
[GraphQLName("Session")]
public static partial class SessionNode
{
    [ID("Session")]
    public static Guid GetId([Parent] SessionRow session) => session.Id;
}

/// <summary>The tenant: every chatbot and all data belong to one.</summary>
[ObjectType<Workspace>]
public static partial class WorkspaceNode
{
    /// <summary>As the header X-Workspace-Id takes it.</summary>
    public static Guid GetKey([Parent(requires: nameof(Workspace.Id))] Workspace workspace) => workspace.Id;

    [NodeResolver]
    public static Task<Workspace?> GetAsync(Guid id, WorkspaceByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(id, cancellationToken);
}
