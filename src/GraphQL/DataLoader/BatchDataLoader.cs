namespace SmsPlatform.GraphQL.DataLoader;

/// <summary>Loads one value per key, many keys at once.</summary>
public abstract class BatchDataLoader<TKey, TValue>(IBatchScheduler batchScheduler, DataLoaderOptions options)
    : DataLoaderBase<TKey, TValue>(batchScheduler, options)
    where TKey : notnull
{
    /// <summary>Loads the values of distinct keys; keys without a value may be left out.</summary>
    protected abstract Task<IReadOnlyDictionary<TKey, TValue>> LoadBatchAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken);

    private protected sealed override Task FetchAsync(
        IReadOnlyList<TKey> keys, object? state, BatchResults<TKey, TValue> results, CancellationToken cancellationToken) =>
        Batches.ReportAsync(LoadBatchAsync(keys, cancellationToken), keys, results);
}

/// <summary>Loads one value per key, many keys at once, and knows the state of its branch (<c>.With(…)</c>).</summary>
public abstract class StatefulBatchDataLoader<TKey, TValue>(IBatchScheduler batchScheduler, DataLoaderOptions options)
    : DataLoaderBase<TKey, TValue>(batchScheduler, options)
    where TKey : notnull
{
    /// <summary>Loads the values of distinct keys; keys without a value may be left out.</summary>
    protected abstract Task<IReadOnlyDictionary<TKey, TValue>> LoadBatchAsync(
        IReadOnlyList<TKey> keys, DataLoaderFetchContext<TValue> context, CancellationToken cancellationToken);

    private protected sealed override Task FetchAsync(
        IReadOnlyList<TKey> keys, object? state, BatchResults<TKey, TValue> results, CancellationToken cancellationToken) =>
        Batches.ReportAsync(LoadBatchAsync(keys, new DataLoaderFetchContext<TValue>(state), cancellationToken), keys, results);
}

/// <summary>Loads a list of values per key, many keys at once; a key without values gets an empty list.</summary>
public abstract class GroupedDataLoader<TKey, TValue>(IBatchScheduler batchScheduler, DataLoaderOptions options)
    : DataLoaderBase<TKey, TValue[]>(batchScheduler, options)
    where TKey : notnull
{
    /// <summary>Loads the values of distinct keys.</summary>
    protected abstract Task<ILookup<TKey, TValue>> LoadGroupedBatchAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken);

    private protected sealed override async Task FetchAsync(
        IReadOnlyList<TKey> keys, object? state, BatchResults<TKey, TValue[]> results, CancellationToken cancellationToken)
    {
        var values = await LoadGroupedBatchAsync(keys, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < keys.Count; i++)
        {
            results.Report(i, [.. values[keys[i]]]);
        }
    }
}

/// <summary>Loads keys one by one, each once per request.</summary>
public abstract class CacheDataLoader<TKey, TValue>(DataLoaderOptions options)
    : DataLoaderBase<TKey, TValue>(ImmediateScheduler.Instance, options)
    where TKey : notnull
{
    /// <summary>Loads one value.</summary>
    protected abstract Task<TValue> LoadSingleAsync(TKey key, CancellationToken cancellationToken);

    private protected sealed override async Task FetchAsync(
        IReadOnlyList<TKey> keys, object? state, BatchResults<TKey, TValue> results, CancellationToken cancellationToken)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            results.Report(i, await LoadSingleAsync(keys[i], cancellationToken).ConfigureAwait(false));
        }
    }

    private sealed class ImmediateScheduler : IBatchScheduler
    {
        public static readonly ImmediateScheduler Instance = new();

        public void Schedule(IBatch batch) => batch.Dispatch();
    }
}

internal static class Batches
{
    public static Task ReportAsync<TKey, TValue>(
        Task<IReadOnlyDictionary<TKey, TValue>> task, IReadOnlyList<TKey> keys, BatchResults<TKey, TValue> results)
        where TKey : notnull
    {
        if (!task.IsCompletedSuccessfully)
        {
            return AwaitAsync(task, keys, results);
        }

        Report(task.Result, keys, results);
        return Task.CompletedTask;
    }

    private static async Task AwaitAsync<TKey, TValue>(
        Task<IReadOnlyDictionary<TKey, TValue>> task, IReadOnlyList<TKey> keys, BatchResults<TKey, TValue> results)
        where TKey : notnull =>
        Report(await task.ConfigureAwait(false), keys, results);

    private static void Report<TKey, TValue>(
        IReadOnlyDictionary<TKey, TValue> values, IReadOnlyList<TKey> keys, BatchResults<TKey, TValue> results)
        where TKey : notnull
    {
        for (var i = 0; i < keys.Count; i++)
        {
            if (values.TryGetValue(keys[i], out var value))
            {
                results.Report(i, value);
            }
        }
    }
}
