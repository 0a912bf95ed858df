namespace SmsPlatform.GraphQL.DataLoader;

/// <summary>Loading values that must be there.</summary>
public static class DataLoaderExtensions
{
    /// <summary>Loads one value.</summary>
    /// <exception cref="KeyNotFoundException">There is no value for the key.</exception>
    public static async Task<TValue> LoadRequiredAsync<TKey, TValue>(
        this IDataLoader<TKey, TValue> dataLoader, TKey key, CancellationToken cancellationToken = default)
        where TKey : notnull =>
        await dataLoader.LoadAsync(key, cancellationToken) ?? throw new KeyNotFoundException($"The key {key} could not be resolved.");

    /// <summary>Loads several values, in the order of the keys.</summary>
    /// <exception cref="KeyNotFoundException">There is no value for one of the keys.</exception>
    public static async Task<IReadOnlyList<TValue>> LoadRequiredAsync<TKey, TValue>(
        this IDataLoader<TKey, TValue> dataLoader, IReadOnlyCollection<TKey> keys, CancellationToken cancellationToken = default)
        where TKey : notnull
    {
        var values = await dataLoader.LoadAsync(keys, cancellationToken);
        return values.All(value => value is not null)
            ? [.. values.Select(value => value!)]
            : throw new KeyNotFoundException("Not all keys could be resolved.");
    }
}
