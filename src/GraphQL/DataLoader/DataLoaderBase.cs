using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace SmsPlatform.GraphQL.DataLoader;

/// <summary>
/// What all data loaders share: the cache of promises and the batch that is being gathered. Thread-safe. A key costs one promise and no more,
/// however often it is asked for.
/// </summary>
/// <remarks>
/// In a request, a loader with services has a scope of its own, and loads one batch at a time, branches included: its <c>DbContext</c> is
/// its alone. It must not await itself from within a batch.
/// </remarks>
[SuppressMessage("Usage", "CA2213", Justification = "A batch may outlive a request that was given up, and still has to end its turn.")]
public abstract partial class DataLoaderBase<TKey, TValue> : IDataLoader<TKey, TValue>, IScopedLoader, IDisposable
    where TKey : notnull
{
    private const int LargestPooledCache = 1024;
    private const int PooledCaches = 64;
    private static readonly ConcurrentQueue<Dictionary<TKey, Task<TValue?>>> Caches = new();

    private readonly Lock _lock = new();
    private readonly IBatchScheduler _scheduler;
    private readonly DataLoaderOptions _options;
    private Dictionary<TKey, Task<TValue?>>? _cache;
    private SemaphoreSlim? _turn;
    private Batch? _batch;
    private Dictionary<string, DataLoaderBase<TKey, TValue>>? _branches;

    /// <summary>Makes a data loader for one request.</summary>
    protected DataLoaderBase(IBatchScheduler batchScheduler, DataLoaderOptions options)
    {
        _scheduler = batchScheduler;
        _options = options;
    }

    /// <summary>The state of this branch; null for the loader itself.</summary>
    protected object? State { get; private set; }

    /// <inheritdoc/>
    public Task<TValue?> LoadAsync(TKey key, CancellationToken cancellationToken = default)
    {
        Batch? started = null;
        Task<TValue?> promise;
        lock (_lock)
        {
            _cache ??= Caches.TryDequeue(out var cache) ? cache : [];
            ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_cache, key, out var exists);
            if (exists)
            {
                return entry!;
            }

            if (_batch is null || _batch.Count >= _options.MaxBatchSize)
            {
                _batch = started = new Batch(this);
            }

            entry = promise = _batch.Add(key);
        }

        if (started is not null)
        {
            _scheduler.Schedule(started);
        }

        return promise;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TValue?>> LoadAsync(IReadOnlyCollection<TKey> keys, CancellationToken cancellationToken = default)
    {
        var promises = new Task<TValue?>[keys.Count];
        var index = 0;
        foreach (var key in keys)
        {
            promises[index++] = LoadAsync(key, cancellationToken);
        }

        return await Task.WhenAll(promises);
    }

    /// <inheritdoc/>
    public void SetCacheEntry(TKey key, Task<TValue?> value)
    {
        lock (_lock)
        {
            _cache ??= Caches.TryDequeue(out var cache) ? cache : [];
            _cache.TryAdd(key, value);
        }
    }

    /// <inheritdoc/>
    public void RemoveCacheEntry(TKey key)
    {
        lock (_lock)
        {
            _cache?.Remove(key);
        }
    }

    /// <inheritdoc/>
    public void ClearCache()
    {
        lock (_lock)
        {
            _cache?.Clear();
        }
    }

    /// <inheritdoc/>
    public IDataLoader<TKey, TValue> Branch(string key, object state)
    {
        lock (_lock)
        {
            _branches ??= new Dictionary<string, DataLoaderBase<TKey, TValue>>(StringComparer.Ordinal);
            if (!_branches.TryGetValue(key, out var branch))
            {
                branch = new BranchLoader(this, _scheduler, _options) { State = state };
                _branches.Add(key, branch);
            }

            return branch;
        }
    }

    /// <summary>Ends the loader's life with its request; its cache is used again by another.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the cache back.</summary>
    protected virtual void Dispose(bool disposing)
    {
        lock (_lock)
        {
            foreach (var branch in _branches?.Values ?? Enumerable.Empty<DataLoaderBase<TKey, TValue>>())
            {
                branch.Dispose();
            }

            _branches = null;
            if (_cache is { Count: <= LargestPooledCache } cache && Caches.Count < PooledCaches)
            {
                cache.Clear();
                Caches.Enqueue(cache);
            }

            _cache = null;
        }
    }

    /// <summary>Loads keys and reports each of them through <paramref name="results"/>; those it does not report get the default value.</summary>
    /// <param name="keys">Distinct keys.</param>
    /// <param name="state">The state of the branch the keys were asked from.</param>
    /// <param name="results">Takes the values, one per key, in the keys' order.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    private protected abstract Task FetchAsync(IReadOnlyList<TKey> keys, object? state, BatchResults<TKey, TValue> results, CancellationToken cancellationToken);

    void IScopedLoader.LoadOneBatchAtATime() => _turn = new SemaphoreSlim(1, 1);

    private Task FetchInTurnAsync(
        IReadOnlyList<TKey> keys, object? state, BatchResults<TKey, TValue> results, CancellationToken cancellationToken) =>
        _turn is null
            ? FetchAsync(keys, state, results, cancellationToken)
            : WaitAndFetchAsync(_turn, keys, state, results, cancellationToken);

    private async Task WaitAndFetchAsync(
        SemaphoreSlim turn, IReadOnlyList<TKey> keys, object? state, BatchResults<TKey, TValue> results, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await FetchAsync(keys, state, results, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    private void Forget(Batch batch)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_batch, batch))
            {
                _batch = null;
            }
        }
    }

    /// <summary>The same loader with a cache of its own for one state.</summary>
    private sealed class BranchLoader(DataLoaderBase<TKey, TValue> root, IBatchScheduler scheduler, DataLoaderOptions options)
        : DataLoaderBase<TKey, TValue>(scheduler, options)
    {
        private protected override Task FetchAsync(
            IReadOnlyList<TKey> keys, object? state, BatchResults<TKey, TValue> results, CancellationToken cancellationToken) =>
            root.FetchInTurnAsync(keys, state, results, cancellationToken);
    }
}

/// <summary>A loader that may have services which only one may use at a time.</summary>
internal interface IScopedLoader
{
    /// <summary>From now on a batch waits for the one before.</summary>
    void LoadOneBatchAtATime();
}

/// <summary>Takes the values of a batch.</summary>
internal abstract class BatchResults<TKey, TValue>
{
    /// <summary>Reports the value of the key at this place.</summary>
    public abstract void Report(int index, TValue? value);
}
