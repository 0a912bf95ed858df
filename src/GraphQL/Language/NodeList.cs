using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SmsPlatform.GraphQL.Language;

/// <summary>A read-only list of nodes over an array, which is enumerated without allocating.</summary>
/// <typeparam name="T">The kind of node.</typeparam>
[CollectionBuilder(typeof(NodeList), nameof(NodeList.Create))]
[SuppressMessage("Naming", "CA1710", Justification = "A list of nodes, not a collection class to derive from.")]
[SuppressMessage("Performance", "CA1815", Justification = "Compared by nobody; equality of lists of nodes has no meaning.")]
public readonly struct NodeList<T> : IReadOnlyList<T>
    where T : class
{
    // Null for the empty list, so that default(NodeList<T>) is the empty list.
    private readonly T[]? _items;

    /// <summary>Wraps the array, which must not change afterwards.</summary>
    public NodeList(T[] items) => _items = items;

    /// <inheritdoc/>
    public int Count => _items is null ? 0 : _items.Length;

    /// <inheritdoc/>
    public T this[int index] => _items is null ? throw new ArgumentOutOfRangeException(nameof(index)) : _items[index];

    /// <summary>Views the list as a span.</summary>
    public ReadOnlySpan<T> AsSpan() => _items;

    /// <summary>Enumerates without allocating.</summary>
    public ReadOnlySpan<T>.Enumerator GetEnumerator() => AsSpan().GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (_items ?? []).GetEnumerator();

    /// <summary>Wraps an array.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructor is the named alternative.")]
    public static implicit operator NodeList<T>(T[] items) => new(items);
}

/// <summary>Creates lists of nodes, for collection expressions.</summary>
public static class NodeList
{
    /// <summary>Copies the nodes into a list.</summary>
    public static NodeList<T> Create<T>(ReadOnlySpan<T> items)
        where T : class =>
        items.IsEmpty ? default : new NodeList<T>(items.ToArray());
}
