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
        DateTimeOffset? now = clock.GetUtcNow();
        var spared = except ?? Guid.Empty;
        var open = await db.Set<Session>()
            .Where(session => session.UserId == userId && session.RevokedAt == null && session.ExpiresAt > now && session.Id != spared)
            .Select(session => session.Id)
            .ToListAsync(cancellationToken);
        await db.Set<Session>()
            .Where(session => open.Contains(session.Id))
            .ExecuteUpdateAsync(session => session.SetProperty(s => s.RevokedAt, now), cancellationToken);
        open.ForEach(sessions.Forget);
        return open.Count;
    }

    /// <summary>After the user's stamp has changed: this session goes on, all others end.</summary>
    public async Task KeepOnlyAsync(User user, Guid? current, CancellationToken cancellationToken)
    {
        await EndAsync(user.Id, current, cancellationToken);
        if (current is { } kept)
        {
            await db.Set<Session>()
                .Where(session => session.Id == kept && session.UserId == user.Id)
                .ExecuteUpdateAsync(session => session.SetProperty(s => s.SecurityStamp, user.SecurityStamp!), cancellationToken);
            sessions.Forget(kept);
        }
    }

    /// <summary>Revokes the API keys that a user made in a workspace.</summary>
    public async Task RevokeKeysAsync(WorkspaceId workspaceId, Guid userId, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = clock.GetUtcNow();
        var made = await db.Set<ApiKey>()
            .Where(key => key.WorkspaceId == workspaceId && key.MadeBy == userId && key.RevokedAt == null)
            .Select(key => key.Id)
            .ToListAsync(cancellationToken);
        await db.Set<ApiKey>()
            .Where(key => made.Contains(key.Id))
            .ExecuteUpdateAsync(key => key.SetProperty(k => k.RevokedAt, now), cancellationToken);
        made.ForEach(keys.Forget);
    }
}
