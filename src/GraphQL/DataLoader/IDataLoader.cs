namespace SmsPlatform.GraphQL.DataLoader;

/// <summary>Loads values by key, many keys at once, each key once per request.</summary>
public interface IDataLoader
{
    /// <summary>Forgets every loaded value.</summary>
    void ClearCache();
}

/// <summary>Loads values by key, many keys at once, each key once per request.</summary>
public interface IDataLoader<TKey, TValue> : IDataLoader
    where TKey : notnull
{
    /// <summary>Loads one value; the default of <typeparamref name="TValue"/> when there is none for the key.</summary>
    Task<TValue?> LoadAsync(TKey key, CancellationToken cancellationToken = default);

    /// <summary>Loads several values, in the order of the keys.</summary>
    Task<IReadOnlyList<TValue?>> LoadAsync(IReadOnlyCollection<TKey> keys, CancellationToken cancellationToken = default);

    /// <summary>Puts a value in the cache, unless the key is there already.</summary>
    void SetCacheEntry(TKey key, Task<TValue?> value);

    /// <summary>Forgets one key.</summary>
    void RemoveCacheEntry(TKey key);

    /// <summary>The same loader with a cache of its own for one state, such as paging arguments; the same key gives the same branch.</summary>
    IDataLoader<TKey, TValue> Branch(string key, object state);
}
