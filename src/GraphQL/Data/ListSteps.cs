using System.Collections;
using System.Globalization;
using System.Text;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.Data;

/// <summary>What is done with the list a resolver returns: filter, order, page, load.</summary>
internal abstract class ListSteps
{
    public static ListSteps For(Type item) => (ListSteps)Activator.CreateInstance(typeof(ListSteps<>).MakeGenericType(item))!;

    public abstract object? Apply(object? list, IFilterContext? filter, ISortingContext? sorting);

    public abstract ValueTask<object?> PageAsync(object? list, FieldPaging paging, ResolverContext context);

    public abstract ValueTask<object?> LoadAsync(object? list, CancellationToken cancellationToken);
}

/// <summary>The steps of a list of <typeparamref name="T"/>; pages are cut by position, as the list need have no order.</summary>
/// <typeparam name="T">The items.</typeparam>
internal sealed class ListSteps<T> : ListSteps
{
    public override object? Apply(object? list, IFilterContext? filter, ISortingContext? sorting)
    {
        if (list is not IEnumerable<T> items)
        {
            return list;
        }

        var query = items.AsQueryable();
        if (filter?.AsPredicate<T>() is { } predicate)
        {
            query = query.Where(predicate);
        }

        return sorting?.AsSortDefinition<T>() is { } order ? query.OrderBy(order) : query;
    }

    public override async ValueTask<object?> LoadAsync(object? list, CancellationToken cancellationToken) => list switch
    {
        IQueryable<T> query => await query.LoadAsync(cancellationToken).ConfigureAwait(false),
        IAsyncEnumerable<T> stream => await ReadAsync(stream, cancellationToken).ConfigureAwait(false),
        _ => list,
    };

    public override async ValueTask<object?> PageAsync(object? list, FieldPaging paging, ResolverContext context)
    {
        if (list is null or IConnection)
        {
            return list;
        }

        var arguments = paging.Read(context);
        var cancellationToken = context.RequestAborted;
        if (list is not IEnumerable<T> and IAsyncEnumerable<T> stream)
        {
            list = await ReadAsync(stream, cancellationToken).ConfigureAwait(false);
        }

        return await PageAsync(((IEnumerable)list).Cast<T>(), arguments, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<Connection<T>> PageAsync(
        IEnumerable<T> source, PagingArguments arguments, CancellationToken cancellationToken)
    {
        var query = source as IQueryable<T> ?? source.AsQueryable();
        var start = arguments.After is null ? 0 : Position(arguments.After, "after") + 1;
        var end = arguments.Before is null ? (int?)null : Position(arguments.Before, "before");
        var total = arguments.IncludeTotalCount || (arguments.Last is not null && end is null)
            ? await query.CountRowsAsync(cancellationToken).ConfigureAwait(false)
            : (int?)null;
        end = Min(end, total);
        if (arguments.First is { } first)
        {
            end = Min(end, start > int.MaxValue - first ? int.MaxValue : start + first);
        }

        if (arguments.Last is { } last)
        {
            start = Math.Max(start, (end ?? 0) - last);
        }

        var size = Math.Max(0, (end ?? int.MaxValue) - start);
        var items = await query.Skip(start).Take(size == int.MaxValue ? size : size + 1).LoadAsync(cancellationToken).ConfigureAwait(false);
        var hasNext = items.Count > size;
        if (hasNext)
        {
            items.RemoveAt(items.Count - 1);
        }

        var edges = items.Select((item, index) => new Edge<T>(item, Cursor(start + index))).ToList();
        return new Connection<T>(
            edges,
            new ConnectionPageInfo(hasNext, start > 0, edges.FirstOrDefault()?.Cursor, edges.LastOrDefault()?.Cursor),
            total ?? -1);
    }

    private static int? Min(int? left, int? right) => left is null ? right : right is null ? left : Math.Min(left.Value, right.Value);

    private static string Cursor(int position) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(position.ToString(CultureInfo.InvariantCulture)));

    private static int Position(string cursor, string argument)
    {
        Span<byte> raw = stackalloc byte[16];
        return Convert.TryFromBase64String(cursor, raw, out var length)
            && int.TryParse(raw[..length], NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position < int.MaxValue
            ? position
            : throw new GraphQLException(DataErrors.InvalidCursor(argument));
    }

    private static async ValueTask<List<T>> ReadAsync(IAsyncEnumerable<T> stream, CancellationToken cancellationToken)
    {
        var items = new List<T>();
        await foreach (var item in stream.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            items.Add(item);
        }

        return items;
    }
}
