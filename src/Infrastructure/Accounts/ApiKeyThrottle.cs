using Microsoft.Extensions.Caching.Memory;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>Bounds how often one address may present keys that are none. A key that was good there before is always looked at.</summary>
/// <remarks>In memory of each node and of bounded size: 256 bits cannot be guessed, so this only keeps the database from useless work.</remarks>
internal sealed class ApiKeyThrottle(TimeProvider clock) : IDisposable
{
    internal const int FailureLimit = 30;
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private const int MaxEntries = 20_000;
    private static readonly TimeSpan KnownFor = TimeSpan.FromHours(1);
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MaxEntries });

    /// <summary>Null when the key may be looked at, else how long to wait.</summary>
    public TimeSpan? WaitOf(string address, ApiKeyId? id)
    {
        var now = clock.GetUtcNow();
        if (_cache.Get<Failures>(address) is not { } failures || failures.Count < FailureLimit || failures.StartedAt + Window <= now)
        {
            return null;
        }

        var isKnown = id is { } known && _cache.TryGetValue((address, known), out _);
        return isKnown ? null : failures.StartedAt + Window - now;
    }

    public void Fail(string address)
    {
        var now = clock.GetUtcNow();
        var failures = _cache.Get<Failures>(address);
        if (failures is null || failures.StartedAt + Window <= now)
        {
            failures = new Failures(now);
            _cache.Set(address, failures, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Window });
        }

        failures.Add();
    }

    public void Succeed(string address, ApiKeyId id) =>
        _cache.Set((address, id), true, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = KnownFor });

    public void Dispose() => _cache.Dispose();

    private sealed class Failures(DateTimeOffset startedAt)
    {
        private int _count;

        public DateTimeOffset StartedAt { get; } = startedAt;

        public int Count => Volatile.Read(ref _count);

        public void Add() => Interlocked.Increment(ref _count);
    }
}
