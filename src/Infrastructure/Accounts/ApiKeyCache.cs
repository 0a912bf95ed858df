using Microsoft.Extensions.Caching.Memory;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>Remembers keys for two seconds, as <see cref="SessionCache"/> does sessions.</summary>
internal sealed class ApiKeyCache(SignInChanges changes, TimeProvider clock) : IDisposable
{
    private const int MaxKeys = 10_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MaxKeys });

    public KnownApiKey? Find(ApiKeyId id) =>
        _cache.Get<Entry>(id) is { } entry && entry.GoodUntil > clock.GetUtcNow() ? entry.Key : null;

    public void Keep(KnownApiKey key) => _cache.Set(
        key.Owner.Id,
        new Entry(key, clock.GetUtcNow() + Lifetime),
        new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Lifetime });

    public void Forget(ApiKeyId id)
    {
        _cache.Remove(id);
        changes.Raise();
    }

    public void Dispose() => _cache.Dispose();

    private sealed record Entry(KnownApiKey Key, DateTimeOffset GoodUntil);
}

internal sealed record KnownApiKey(ApiKeyOwner Owner, byte[] Digest, DateTimeOffset? ExpiresAt);
