using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>Ends what a user holds: on this node at once, on the others within two seconds.</summary>
internal sealed class UserSessions(PlatformDbContext db, SessionCache sessions, ApiKeyCache keys, TimeProvider clock)
{
    /// <summary>Ends all sessions of a user but <paramref name="except"/>. Answers how many.</summary>
    public async Task<int> EndAsync(Guid userId, Guid? except, CancellationToken cancellationToken)
    {
        var ended = await RevokeAsync(userId, except, cancellationToken);
        Forget(ended, []);
        return ended.Count;
    }

    /// <summary>Lets this node find anew what was revoked.</summary>
    /// <remarks>Only once it is committed: a request in between would find the old rows, and they would be remembered for two seconds.</remarks>
    public void Forget(List<Guid> ended, List<ApiKeyId> revoked)
    {
        ended.ForEach(sessions.Forget);
        revoked.ForEach(keys.Forget);
    }

    /// <summary>Does what gives a user a new stamp: this session goes on, all others end.</summary>
    /// <remarks>
    /// All of it in one transaction. Whoever looks sees the new stamp and the session that bears it together, never a good session that
    /// seems over; and nobody is told before the others can be seen to have ended.
    /// </remarks>
    public async Task<IdentityResult> ChangeStampAsync(
        User user, Guid? current, Func<Task<IdentityResult>> change, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var changed = await change();
        if (!changed.Succeeded)
        {
            return changed;
        }

        var ended = await RevokeAsync(user.Id, current, cancellationToken);
        await db.Set<Session>()
            .Where(session => session.Id == current && session.UserId == user.Id)
            .ExecuteUpdateAsync(session => session.SetProperty(s => s.SecurityStamp, user.SecurityStamp!), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Forget(ended, []);
        return changed;
    }

    /// <summary>Revokes the API keys that a user made in a workspace. Answers which, for <see cref="Forget"/>.</summary>
    public async Task<List<ApiKeyId>> RevokeKeysAsync(WorkspaceId workspaceId, Guid userId, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = clock.GetUtcNow();
        var made = await db.Set<ApiKey>()
            .Where(key => key.WorkspaceId == workspaceId && key.MadeBy == userId && key.RevokedAt == null)
            .Select(key => key.Id)
            .ToListAsync(cancellationToken);
        await db.Set<ApiKey>()
            .Where(key => made.Contains(key.Id))
            .ExecuteUpdateAsync(key => key.SetProperty(k => k.RevokedAt, now), cancellationToken);
        return made;
    }

    /// <summary>Revokes the sessions of a user but <paramref name="except"/>. Answers which, for <see cref="Forget"/>.</summary>
    public async Task<List<Guid>> RevokeAsync(Guid userId, Guid? except, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = clock.GetUtcNow();
        var spared = except ?? Guid.Empty;
        var open = await db.Set<Session>()
            .Where(session => session.UserId == userId && session.RevokedAt == null && session.ExpiresAt > now && session.Id != spared)
            .Select(session => session.Id)
            .ToListAsync(cancellationToken);
        await db.Set<Session>()
            .Where(session => open.Contains(session.Id))
            .ExecuteUpdateAsync(session => session.SetProperty(s => s.RevokedAt, now), cancellationToken);
        return open;
    }
}
