using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>Changes who is what in the caller's workspace, and sees to it that an owner remains.</summary>
internal sealed class Memberships(PlatformDbContext db, UserSessions sessions, ICaller caller)
{
    /// <summary>Gives a member a role, or takes them out when it is null. Who lost something signs in anew.</summary>
    public async Task<Result<Done>> ChangeAsync(UserId userId, WorkspaceRole? role, CancellationToken cancellationToken)
    {
        var workspaceId = caller.WorkspaceId!.Value;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // Two owners who demote each other at once wait here, and the second finds that one must stay.
        await db.Database.ExecuteSqlAsync($"SELECT FROM accounts.workspaces WHERE id = {workspaceId.Value} FOR UPDATE", cancellationToken);
        var member = await db.Members.SingleOrDefaultAsync(
            member => member.WorkspaceId == workspaceId && member.UserId == userId.Value, cancellationToken);
        if (member is null)
        {
            return AccountsErrors.MemberNotFound;
        }

        if (member.Role == role)
        {
            return Done.Value;
        }

        var losesOwnership = member.Role == WorkspaceRole.Owner;
        if (losesOwnership && !await HasOtherOwnerAsync(workspaceId, userId, cancellationToken))
        {
            return AccountsErrors.LastOwner;
        }

        if (role is { } given)
        {
            member.Role = given;
        }
        else
        {
            db.Remove(member);
        }

        await db.SaveChangesAsync(cancellationToken);
        if (losesOwnership)
        {
            await sessions.RevokeKeysAsync(workspaceId, userId.Value, cancellationToken);
        }

        await sessions.EndAsync(userId.Value, except: null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Done.Value;
    }

    private Task<bool> HasOtherOwnerAsync(WorkspaceId workspaceId, UserId userId, CancellationToken cancellationToken) => db.Members.AnyAsync(
        member => member.WorkspaceId == workspaceId && member.UserId != userId.Value && member.Role == WorkspaceRole.Owner,
        cancellationToken);
}
