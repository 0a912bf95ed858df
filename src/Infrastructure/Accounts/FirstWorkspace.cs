using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>What is made once per installation: the first workspace and its owner, the first admin.</summary>
internal sealed class FirstWorkspace(PlatformDbContext db, TimeProvider clock)
{
    private const string DefaultName = "Default";

    // Any constant does, as long as nothing else in the database locks by it.
    private const long Lock = 0x534D5350_53455455;

    /// <summary>Lets one node, or one request, at a time go past, until its transaction ends.</summary>
    public Task LockAsync(CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancellationToken);

    public Task<Workspace?> FindAsync(CancellationToken cancellationToken) =>
        db.Workspaces.OrderBy(workspace => workspace.CreatedAt).ThenBy(workspace => workspace.Id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The oldest workspace, or a new one. The caller holds the lock.</summary>
    public async Task<Workspace> FindOrAddAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is { } found)
        {
            return found;
        }

        var made = Workspace.Create(DefaultName, clock.GetUtcNow());
        db.Add(made);
        return made;
    }

    public async Task OwnAsync(Workspace workspace, User user, CancellationToken cancellationToken)
    {
        if (!await db.Members.AnyAsync(member => member.WorkspaceId == workspace.Id && member.UserId == user.Id, cancellationToken))
        {
            db.Add(new Member { WorkspaceId = workspace.Id, UserId = user.Id, Role = WorkspaceRole.Owner, CreatedAt = clock.GetUtcNow() });
        }
    }
}

internal sealed class EnsureFirstWorkspaceHandler(PlatformDbContext db, FirstWorkspace first) : ICommandHandler<EnsureFirstWorkspace, WorkspaceId>
{
    public async Task<Result<WorkspaceId>> Handle(EnsureFirstWorkspace command, CancellationToken cancellationToken)
    {
        if (await first.FindAsync(cancellationToken) is { } found)
        {
            return found.Id;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await first.LockAsync(cancellationToken);
        var workspace = await first.FindOrAddAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return workspace.Id;
    }
}
