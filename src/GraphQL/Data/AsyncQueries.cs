namespace SmsPlatform.GraphQL.Data;

/// <summary>Loads queries asynchronously where their provider can, as EF Core's does by way of <see cref="IAsyncEnumerable{T}"/>.</summary>
internal static class AsyncQueries
{
    public static async ValueTask<List<T>> LoadAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken)
    {
        if (source is not IAsyncEnumerable<T> stream)
        {
            return [.. source];
        }

        var rows = new List<T>();
        await foreach (var row in stream.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(row);
        }

        return rows;
    }

    public static async ValueTask<int> CountRowsAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken)
    {
        if (source is not IAsyncEnumerable<T>)
        {
            return source.Count();
        }

        // Count itself would block; a group of everything gives the same number as a row that can be awaited.
        var counts = await source.GroupBy(_ => 1).Select(group => group.Count()).LoadAsync(cancellationToken).ConfigureAwait(false);
        return counts.Count == 0 ? 0 : counts[0];
    }
}
