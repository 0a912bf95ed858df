using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Lists;
using Views = SmsPlatform.Application.Accounts.Views;

namespace SmsPlatform.Infrastructure.Accounts;

internal sealed class BrowseMembersHandler(ListReader lists) : IQueryHandler<BrowseMembers, Page<Views.Member>>
{
    public Task<Result<Page<Views.Member>>> Handle(BrowseMembers query, CancellationToken cancellationToken) =>
        lists.ReadAsync(AccountsTables.Members, query.Request, cancellationToken);
}

internal sealed class BrowseInvitationsHandler(ListReader lists, TimeProvider clock) : IQueryHandler<BrowseInvitations, Page<Views.Invitation>>
{
    public Task<Result<Page<Views.Invitation>>> Handle(BrowseInvitations query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return lists.ReadAsync(
            AccountsTables.Invitations, query.Request with { Where = invitation => invitation.ExpiresAt > now }, cancellationToken);
    }
}

internal sealed class BrowseApiKeysHandler(ListReader lists) : IQueryHandler<BrowseApiKeys, Page<Views.ApiKey>>
{
    public Task<Result<Page<Views.ApiKey>>> Handle(BrowseApiKeys query, CancellationToken cancellationToken) =>
        lists.ReadAsync(AccountsTables.ApiKeys, query.Request, cancellationToken);
}

internal sealed class GetWorkspaceHandler(PlatformDbContext db, ICaller caller) : IQueryHandler<GetWorkspace, Views.Workspace>
{
    public async Task<Result<Views.Workspace>> Handle(GetWorkspace query, CancellationToken cancellationToken) =>
        await db.Workspaces.Where(workspace => workspace.Id == caller.WorkspaceId!.Value).ToViews().FirstOrDefaultAsync(cancellationToken) is { } found
            ? found
            : AccountsErrors.WorkspaceNotFound;
}

/// <remarks>On the platform's connections, as all that looks beyond the workspace the caller acts in; the query names the user.</remarks>
internal sealed class GetWorkspacesHandler(IDbContextFactory<PlatformDbContext> contexts, ICaller caller)
    : IQueryHandler<GetWorkspaces, IReadOnlyDictionary<Guid, Views.Workspace>>
{
    public async Task<Result<IReadOnlyDictionary<Guid, Views.Workspace>>> Handle(GetWorkspaces query, CancellationToken cancellationToken)
    {
        var userId = caller.UserId!.Value.Value;
        var ids = query.Ids.Select(WorkspaceId.From).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await db.Workspaces
            .Where(workspace => ids.Contains(workspace.Id) && db.Members.Any(member => member.WorkspaceId == workspace.Id && member.UserId == userId))
            .ToViews()
            .ToListAsync(cancellationToken);
        return Result<IReadOnlyDictionary<Guid, Views.Workspace>>.Success(found.ToDictionary(workspace => workspace.Id));
    }
}

internal sealed class GetUsersHandler(ListReader lists) : IQueryHandler<GetUsers, IReadOnlyDictionary<Guid, Views.User>>
{
    public async Task<Result<IReadOnlyDictionary<Guid, Views.User>>> Handle(GetUsers query, CancellationToken cancellationToken) =>
        Result<IReadOnlyDictionary<Guid, Views.User>>.Success(
            await lists.ReadByKeyAsync(AccountsTables.Users, "u.id", query.Ids, user => user.Id, cancellationToken));
}

internal sealed class GetApiKeysHandler(ListReader lists) : IQueryHandler<GetApiKeys, IReadOnlyDictionary<Guid, Views.ApiKey>>
{
    public async Task<Result<IReadOnlyDictionary<Guid, Views.ApiKey>>> Handle(GetApiKeys query, CancellationToken cancellationToken) =>
        Result<IReadOnlyDictionary<Guid, Views.ApiKey>>.Success(
            await lists.ReadByKeyAsync(AccountsTables.ApiKeys, "k.id", query.Ids, key => key.Id, cancellationToken));
}

internal sealed class GetInvitationsHandler(ListReader lists, TimeProvider clock)
    : IQueryHandler<GetInvitations, IReadOnlyDictionary<Guid, Views.Invitation>>
{
    public async Task<Result<IReadOnlyDictionary<Guid, Views.Invitation>>> Handle(GetInvitations query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var found = await lists.ReadByKeyAsync(AccountsTables.Invitations, "i.id", query.Ids, row => row.Id, cancellationToken);
        return Result<IReadOnlyDictionary<Guid, Views.Invitation>>.Success(
            found.Values.Where(invitation => invitation.ExpiresAt > now).ToDictionary(invitation => invitation.Id));
    }
}

file static class WorkspaceViews
{
    public static IQueryable<Views.Workspace> ToViews(this IQueryable<Workspace> workspaces) =>
        workspaces.Select(workspace => new Views.Workspace { Id = workspace.Id.Value, Name = workspace.Name, CreatedAt = workspace.CreatedAt });
}
