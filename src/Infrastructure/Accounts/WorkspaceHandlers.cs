using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

// These look beyond the workspace the caller acts in, so they use the platform's connections, and name the user in each query.

internal sealed class ListWorkspacesHandler(IDbContextFactory<PlatformDbContext> contexts, ICaller caller)
    : IQueryHandler<ListWorkspaces, IReadOnlyList<Membership>>
{
    public async Task<Result<IReadOnlyList<Membership>>> Handle(ListWorkspaces query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return Result<IReadOnlyList<Membership>>.Success(await db.MembershipsAsync(caller.UserId!.Value, cancellationToken));
    }
}

internal sealed class CreateWorkspaceHandler(
    IDbContextFactory<PlatformDbContext> contexts, ICaller caller, SessionCache cache, TimeProvider clock) : ICommandHandler<CreateWorkspace, Membership>
{
    public async Task<Result<Membership>> Handle(CreateWorkspace command, CancellationToken cancellationToken)
    {
        var userId = caller.UserId!.Value.Value;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Members.CountAsync(member => member.UserId == userId && member.Role == WorkspaceRole.Owner, cancellationToken) >= CreateWorkspace.MaxOwned)
        {
            return AccountsErrors.TooManyWorkspaces;
        }

        var now = clock.GetUtcNow();
        var workspace = Workspace.Create(command.Name.Trim(), now);
        db.Add(workspace);
        db.Add(new Member { WorkspaceId = workspace.Id, UserId = userId, Role = WorkspaceRole.Owner, CreatedAt = now });
        await db.SaveChangesAsync(cancellationToken);
        if (caller.SessionId is { } session)
        {
            // So that the next request may act in it already.
            cache.Forget(session);
        }

        return new Membership(workspace.Id, workspace.Name, WorkspaceRole.Owner);
    }
}

internal sealed class RenameWorkspaceHandler(IDbContextFactory<PlatformDbContext> contexts, ICaller caller)
    : ICommandHandler<RenameWorkspace, Done>
{
    public async Task<Result<Done>> Handle(RenameWorkspace command, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var userId = caller.UserId!.Value.Value;
        var member = await db.Members
            .AsNoTracking()
            .SingleOrDefaultAsync(member => member.WorkspaceId == command.Id && member.UserId == userId, cancellationToken);
        if (member is null)
        {
            return AccountsErrors.WorkspaceNotFound;
        }

        if (member.Role != WorkspaceRole.Owner)
        {
            return AccountsErrors.NotAllowed;
        }

        var workspace = await db.Workspaces.SingleAsync(workspace => workspace.Id == command.Id, cancellationToken);
        workspace.Rename(command.Name.Trim());
        await db.SaveChangesAsync(cancellationToken);
        return Done.Value;
    }
}

internal static class MembershipQueries
{
    public static Task<List<Membership>> MembershipsAsync(this PlatformDbContext db, UserId userId, CancellationToken cancellationToken) =>
        db.Members
            .Where(member => member.UserId == userId.Value)
            .OrderBy(member => member.CreatedAt).ThenBy(member => member.WorkspaceId)
            .Join(db.Workspaces, member => member.WorkspaceId, workspace => workspace.Id, (member, workspace) =>
                new Membership(workspace.Id, workspace.Name, member.Role))
            .ToListAsync(cancellationToken);
}
