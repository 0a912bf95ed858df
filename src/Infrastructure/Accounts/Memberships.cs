using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>Changes who is what in the caller's workspace, and sees to it that an owner remains.</summary>
internal sealed class Memberships(PlatformDbContext db, UserSessions sessions, ICaller caller)
{
    /// <summary>Whether the caller is an owner still, and stays one until the transaction ends.</summary>
    /// <remarks>
    /// The role that a request came with may be two seconds old. What owners have made goes with their ownership, so without this
    /// what they make at that very moment would stay.
    /// </remarks>
    public async Task<bool> HoldOwnershipAsync(CancellationToken cancellationToken)
    {
        var workspaceId = caller.WorkspaceId!.Value;

        // One at a time, whether it changes roles or needs one. Not FOR UPDATE: whoever accepts an invitation has taken it and goes
        // on to need the workspace's key for the new member, while we may be waiting to delete that invitation.
        await db.Database.ExecuteSqlAsync(
            $"SELECT FROM accounts.workspaces WHERE id = {workspaceId.Value} FOR NO KEY UPDATE", cancellationToken);
        return caller.UserId is { } userId && await db.Members.AnyAsync(
            member => member.WorkspaceId == workspaceId && member.UserId == userId.Value && member.Role == WorkspaceRole.Owner,
            cancellationToken);
    }

    /// <summary>Gives a member a role, or takes them out when it is null. Who lost something signs in anew.</summary>
    public async Task<Result<Done>> ChangeAsync(UserId userId, WorkspaceRole? role, CancellationToken cancellationToken)
    {
        var workspaceId = caller.WorkspaceId!.Value;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // Two owners who demote each other at once wait here, and the second finds that it is none any more. Anyone may leave.
        var isLeaving = role is null && caller.UserId == userId;
        if (!await HoldOwnershipAsync(cancellationToken) && !isLeaving)
        {
            return AccountsErrors.NotAllowed;
        }

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
        var revoked = losesOwnership ? await UndoAsync(workspaceId, userId.Value, cancellationToken) : [];
        var ended = await sessions.RevokeAsync(userId.Value, except: null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        sessions.Forget(ended, revoked);
        return Done.Value;
    }

    // Whoever holds a key or an invitation's link would otherwise keep what the former owner may not give any more.
    private async Task<List<ApiKeyId>> UndoAsync(WorkspaceId workspaceId, Guid userId, CancellationToken cancellationToken)
    {
        await db.Set<Invitation>()
            .Where(invitation => invitation.WorkspaceId == workspaceId && invitation.InvitedBy == userId)
            .ExecuteDeleteAsync(cancellationToken);
        return await sessions.RevokeKeysAsync(workspaceId, userId, cancellationToken);
    }

    private Task<bool> HasOtherOwnerAsync(WorkspaceId workspaceId, UserId userId, CancellationToken cancellationToken) => db.Members.AnyAsync(
        member => member.WorkspaceId == workspaceId && member.UserId != userId.Value && member.Role == WorkspaceRole.Owner,
        cancellationToken);
}
