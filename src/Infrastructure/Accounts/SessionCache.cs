using Microsoft.Extensions.Caching.Memory;
using SmsPlatform.Application.Accounts;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>
/// Remembers for two seconds whose a session is. So a session that another node ended, or a role that was changed there,
/// is good here for at most that long; ended on this node, it is over at once.
/// </summary>
internal sealed class SessionCache(SignInChanges changes, TimeProvider clock) : IDisposable
{
    private const int MaxSessions = 10_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MaxSessions });

    public SessionUser? Find(Guid sessionId) =>
        _cache.Get<Entry>(sessionId) is { } entry && entry.GoodUntil > clock.GetUtcNow() ? entry.User : null;

    public void Keep(Guid sessionId, SessionUser user) => _cache.Set(
        sessionId,
        new Entry(user, clock.GetUtcNow() + Lifetime),
        new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Lifetime });

    public void Forget(Guid sessionId)
    {
        _cache.Remove(sessionId);
        changes.Raise();
    }

    public void Dispose() => _cache.Dispose();

    private sealed record Entry(SessionUser User, DateTimeOffset GoodUntil);
}
