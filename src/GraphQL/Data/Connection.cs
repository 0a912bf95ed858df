using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace SmsPlatform.GraphQL.Data;

/// <summary>What the fields of a connection type read.</summary>
public interface IConnection
{
    /// <summary>The edges.</summary>
    IReadOnlyList<IEdge> Edges { get; }

    /// <summary>The nodes, without their edges.</summary>
    System.Collections.IEnumerable Nodes { get; }

    /// <summary>About the page.</summary>
    ConnectionPageInfo Info { get; }

    /// <summary>How many items there are in all; -1 when they were not counted.</summary>
    int TotalCount { get; }
}

/// <summary>An item of a connection and its place.</summary>
public interface IEdge
{
    /// <summary>The item.</summary>
    object? Node { get; }

    /// <summary>Its place.</summary>
    string Cursor { get; }
}

/// <summary>An item of a connection and its place.</summary>
/// <typeparam name="T">The item.</typeparam>
public interface IEdge<out T> : IEdge
{
    /// <summary>The item.</summary>
    new T Node { get; }
}

/// <summary>An item of a connection and its place.</summary>
/// <typeparam name="T">The item.</typeparam>
public class Edge<T> : IEdge<T>
{
    private readonly Func<T, string>? _createCursor;

    /// <summary>Makes an edge.</summary>
    /// <param name="node">The item.</param>
    /// <param name="cursor">Its place.</param>
    public Edge(T node, string cursor)
    {
        Node = node;
        Cursor = cursor;
    }

    /// <summary>Makes an edge whose cursor is made when it is asked for.</summary>
    /// <param name="node">The item.</param>
    /// <param name="createCursor">Makes the cursor.</param>
    public Edge(T node, Func<T, string> createCursor)
    {
        Node = node;
        _createCursor = createCursor;
    }

    /// <inheritdoc />
    public T Node { get; }

    /// <inheritdoc />
    [field: AllowNull]
    public string Cursor
    {
        get => field ??= _createCursor!(Node);
        private init;
    }

    object? IEdge.Node => Node;
}

/// <summary>About a page.</summary>
/// <param name="hasNextPage">Whether items follow.</param>
/// <param name="hasPreviousPage">Whether items precede.</param>
/// <param name="startCursor">The first item's place.</param>
/// <param name="endCursor">The last item's place.</param>
public sealed class ConnectionPageInfo(bool hasNextPage, bool hasPreviousPage, string? startCursor, string? endCursor)
{
    private readonly Func<string?>? _start;
    private readonly Func<string?>? _end;

    internal ConnectionPageInfo(bool hasNextPage, bool hasPreviousPage, Func<string?> start, Func<string?> end)
        : this(hasNextPage, hasPreviousPage, null, (string?)null)
    {
        _start = start;
        _end = end;
    }

    /// <summary>Whether items follow.</summary>
    public bool HasNextPage { get; } = hasNextPage;

    /// <summary>Whether items precede.</summary>
    public bool HasPreviousPage { get; } = hasPreviousPage;

    /// <summary>The first item's place.</summary>
    public string? StartCursor => startCursor ?? _start?.Invoke();

    /// <summary>The last item's place.</summary>
    public string? EndCursor => endCursor ?? _end?.Invoke();
}

/// <summary>A page as GraphQL shows it: edges, nodes and what lies around them.</summary>
/// <typeparam name="T">The nodes.</typeparam>
public class Connection<T> : IConnection
{
    private readonly IEnumerable<T>? _nodes;

    /// <summary>Makes a connection.</summary>
    /// <param name="edges">The edges, in order.</param>
    /// <param name="info">About the page.</param>
    /// <param name="totalCount">How many items there are in all.</param>
    public Connection(IReadOnlyList<IEdge<T>> edges, ConnectionPageInfo info, int totalCount = 0)
    {
        Edges = edges;
        Info = info;
        TotalCount = totalCount;
    }

    /// <summary>Makes a connection of a page; cursors are made when they are asked for.</summary>
    /// <param name="page">The page.</param>
    public Connection(Page<T> page)
    {
        ArgumentNullException.ThrowIfNull(page);
        _nodes = page.Items;
        Edges = [.. page.Items.Select(item => new Edge<T>(item, page.CreateCursor))];
        Info = new ConnectionPageInfo(
            page.HasNextPage,
            page.HasPreviousPage,
            () => page.Items.Length == 0 ? null : page.CreateCursor(page.Items[0]),
            () => page.Items.Length == 0 ? null : page.CreateCursor(page.Items[^1]));
        TotalCount = page.TotalCount ?? -1;
    }

    /// <summary>The edges, in order.</summary>
    public IReadOnlyList<IEdge<T>> Edges { get; }

    /// <inheritdoc />
    public ConnectionPageInfo Info { get; }

    /// <inheritdoc />
    public int TotalCount { get; }

    IReadOnlyList<IEdge> IConnection.Edges => Edges;

    System.Collections.IEnumerable IConnection.Nodes => _nodes ?? Edges.Select(edge => edge.Node);
}

/// <summary>A connection of keyset cursors, as <see cref="UseConnectionAttribute"/> names it.</summary>
/// <typeparam name="T">The nodes.</typeparam>
/// <param name="page">The page.</param>
public sealed class PageConnection<T>(Page<T> page) : Connection<T>(page);

/// <summary>Turns pages into connections.</summary>
public static class PageExtensions
{
    /// <summary>Shows a page as a connection.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="page">The page.</param>
    public static Connection<T> ToConnection<T>(this Page<T> page)
        where T : class => new(page);

    /// <summary>Shows a page as a connection of other nodes.</summary>
    /// <typeparam name="TSource">The page's items.</typeparam>
    /// <typeparam name="TTarget">The connection's nodes.</typeparam>
    /// <param name="page">The page.</param>
    /// <param name="createEdge">Makes the edge of an item.</param>
    public static Connection<TTarget> ToConnection<TSource, TTarget>(this Page<TSource> page, Func<TSource, string, Edge<TTarget>> createEdge)
    {
        ArgumentNullException.ThrowIfNull(page);
        var edges = page.Items.Select(item => createEdge(item, page.CreateCursor(item))).ToImmutableArray();
        return new Connection<TTarget>(
            edges,
            new ConnectionPageInfo(
                page.HasNextPage, page.HasPreviousPage, edges.FirstOrDefault()?.Cursor, edges.LastOrDefault()?.Cursor),
            page.TotalCount ?? -1);
    }

    /// <summary>Shows a page as a connection.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="page">The page to come.</param>
    public static async Task<Connection<T>> ToConnectionAsync<T>(this Task<Page<T>> page)
        where T : class =>
        new(await page.ConfigureAwait(false));

    /// <summary>Shows a page as a connection.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="page">The page to come.</param>
    public static async ValueTask<Connection<T>> ToConnectionAsync<T>(this ValueTask<Page<T>> page)
        where T : class =>
        new(await page.ConfigureAwait(false));

    /// <summary>Shows a page as a connection of other nodes.</summary>
    /// <typeparam name="TSource">The page's items.</typeparam>
    /// <typeparam name="TTarget">The connection's nodes.</typeparam>
    /// <param name="page">The page to come.</param>
    /// <param name="createEdge">Makes the edge of an item.</param>
    public static async Task<Connection<TTarget>> ToConnectionAsync<TSource, TTarget>(
        this Task<Page<TSource>> page, Func<TSource, string, Edge<TTarget>> createEdge) =>
        (await page.ConfigureAwait(false)).ToConnection(createEdge);
}
