using System.Collections.Immutable;
using System.Linq.Expressions;

namespace SmsPlatform.GraphQL.Data;

/// <summary>Cuts pages out of ordered queries by the values of their keys, so that rows inserted meanwhile shift nothing.</summary>
public static class PagingQueryableExtensions
{
    private const int DefaultSize = 10;

    /// <summary>Loads one page.</summary>
    /// <typeparam name="T">The rows.</typeparam>
    /// <param name="source">The query, ordered by keys of which the last is unique; properties of the rows.</param>
    /// <param name="arguments">Which page.</param>
    /// <param name="cancellationToken">Stops loading.</param>
    /// <exception cref="GraphQLException">A cursor is not one of this query's (<c>HC0078</c>), or a count is negative.</exception>
    public static ValueTask<Page<T>> ToPageAsync<T>(
        this IQueryable<T> source, PagingArguments arguments, CancellationToken cancellationToken = default) =>
        source.ToPageAsync(arguments, arguments.IncludeTotalCount, cancellationToken);

    /// <summary>Loads one page.</summary>
    /// <typeparam name="T">The rows.</typeparam>
    /// <param name="source">The query, ordered by keys of which the last is unique; properties of the rows.</param>
    /// <param name="arguments">Which page.</param>
    /// <param name="includeTotalCount">Whether to count all rows.</param>
    /// <param name="cancellationToken">Stops loading.</param>
    /// <exception cref="GraphQLException">A cursor is not one of this query's (<c>HC0078</c>), or a count is negative.</exception>
    public static async ValueTask<Page<T>> ToPageAsync<T>(
        this IQueryable<T> source, PagingArguments arguments, bool includeTotalCount, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var backward = arguments.Last is not null && arguments.First is null;
        var size = (backward ? arguments.Last : arguments.First) ?? DefaultSize;
        if (size < 0)
        {
            throw new GraphQLException(DataErrors.NegativeCount(backward ? "last" : "first"));
        }

        var (inner, selector) = Projection.TakeOff(source.Expression);
        var (unordered, keys) = Ordering.TakeOff(inner);
        if (keys.Count == 0)
        {
            throw new GraphQLException(DataErrors.NoOrder());
        }

        var rows = source.Provider.CreateQuery<T>(unordered);
        var total = includeTotalCount ? await rows.CountRowsAsync(cancellationToken).ConfigureAwait(false) : (int?)null;
        rows = Cut(rows, keys, arguments.After, "after", behind: true);
        rows = Cut(rows, keys, arguments.Before, "before", behind: false);

        // One row more than asked for tells whether another page follows, without a COUNT.
        rows = Ordering.Apply(rows, keys, reversed: backward).Take(size == int.MaxValue ? size : size + 1);
        if (selector is not null)
        {
            rows = rows.Select(Projection.Including((Expression<Func<T, T>>)selector, keys));
        }

        var items = await rows.LoadAsync(cancellationToken).ConfigureAwait(false);
        var hasMore = items.Count > size;
        if (hasMore)
        {
            items.RemoveAt(items.Count - 1);
        }

        if (backward)
        {
            items.Reverse();
        }

        return new Page<T>(
            [.. items],
            hasNextPage: backward ? arguments.Before is not null : hasMore,
            hasPreviousPage: backward ? hasMore : arguments.After is not null,
            Cursors.Writer<T>(keys),
            total);
    }

    /// <summary>Loads one page for each of many parents.</summary>
    /// <typeparam name="TKey">The parent's key.</typeparam>
    /// <typeparam name="TValue">The rows.</typeparam>
    /// <param name="source">The query over all parents' rows, ordered.</param>
    /// <param name="keySelector">The parent's key in a row.</param>
    /// <param name="arguments">Which page.</param>
    /// <param name="cancellationToken">Stops loading.</param>
    /// <remarks>One statement: the first rows of each group, by <c>GroupBy</c> and <c>Take</c>, which EF Core turns into a window function.</remarks>
    /// <exception cref="GraphQLException">A cursor is not one of this query's (<c>HC0078</c>), or a count is negative.</exception>
    public static async ValueTask<Dictionary<TKey, Page<TValue>>> ToBatchPageAsync<TKey, TValue>(
        this IQueryable<TValue> source,
        Expression<Func<TValue, TKey>> keySelector,
        PagingArguments arguments,
        CancellationToken cancellationToken = default)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(keySelector);
        var backward = arguments.Last is not null && arguments.First is null;
        var size = (backward ? arguments.Last : arguments.First) ?? DefaultSize;
        if (size < 0)
        {
            throw new GraphQLException(DataErrors.NegativeCount(backward ? "last" : "first"));
        }

        var (unordered, keys) = Ordering.TakeOff(source.Expression);
        if (keys.Count == 0)
        {
            throw new GraphQLException(DataErrors.NoOrder());
        }

        var rows = source.Provider.CreateQuery<TValue>(unordered);
        var totals = arguments.IncludeTotalCount
            ? (await rows.GroupBy(keySelector).Select(group => new Total<TKey> { Key = group.Key, Count = group.Count() })
                .LoadAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(total => total.Key, total => total.Count)
            : null;
        rows = Cut(rows, keys, arguments.After, "after", behind: true);
        rows = Cut(rows, keys, arguments.Before, "before", behind: false);
        var groups = await rows.GroupBy(keySelector)
            .Select(FirstRows<TKey, TValue>(keys, backward, size == int.MaxValue ? size : size + 1))
            .LoadAsync(cancellationToken).ConfigureAwait(false);
        var writer = Cursors.Writer<TValue>(keys);
        return groups.ToDictionary(group => group.Key, group =>
        {
            var hasMore = group.Items.Count > size;
            var items = hasMore ? group.Items.Take(size) : group.Items;
            return new Page<TValue>(
                [.. backward ? items.Reverse() : items],
                hasNextPage: backward ? arguments.Before is not null : hasMore,
                hasPreviousPage: backward ? hasMore : arguments.After is not null,
                writer,
                totals?.GetValueOrDefault(group.Key));
        });
    }

    // group => new Group { Key = group.Key, Items = group.OrderBy(…).Take(n).ToList() }
    private static Expression<Func<IGrouping<TKey, TValue>, Group<TKey, TValue>>> FirstRows<TKey, TValue>(
        List<OrderKey> keys, bool backward, int size)
        where TKey : notnull
    {
        var group = Expression.Parameter(typeof(IGrouping<TKey, TValue>), "group");
        Expression rows = group;
        for (var i = 0; i < keys.Count; i++)
        {
            var name = (i == 0 ? "OrderBy" : "ThenBy") + (keys[i].Ascending != backward ? "" : "Descending");
            rows = Expression.Call(typeof(Enumerable), name, [typeof(TValue), keys[i].Selector.ReturnType], rows, keys[i].Selector);
        }

        rows = Expression.Call(typeof(Enumerable), nameof(Enumerable.Take), [typeof(TValue)], rows, QueryParameter.Of(size, typeof(int)));
        return Expression.Lambda<Func<IGrouping<TKey, TValue>, Group<TKey, TValue>>>(
            Expression.MemberInit(
                Expression.New(typeof(Group<TKey, TValue>)),
                Expression.Bind(typeof(Group<TKey, TValue>).GetProperty(nameof(Group<int, int>.Key))!, Expression.Property(group, "Key")),
                Expression.Bind(
                    typeof(Group<TKey, TValue>).GetProperty(nameof(Group<int, int>.Items))!,
                    Expression.Call(typeof(Enumerable), nameof(Enumerable.ToList), [typeof(TValue)], rows))),
            group);
    }

    private static IQueryable<T> Cut<T>(IQueryable<T> source, List<OrderKey> keys, string? cursor, string argument, bool behind) =>
        cursor is null ? source : source.Where(Keyset.Predicate<T>(keys, Cursors.Read(cursor, keys, argument), behind));

    private sealed class Total<TKey>
        where TKey : notnull
    {
        public required TKey Key { get; init; }

        public required int Count { get; init; }
    }

    private sealed class Group<TKey, TValue>
        where TKey : notnull
    {
        public TKey Key { get; set; } = default!;

        public List<TValue> Items { get; set; } = [];
    }
}
