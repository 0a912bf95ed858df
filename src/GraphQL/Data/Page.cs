using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace SmsPlatform.GraphQL.Data;

/// <summary>One page of a list, with the means to name each item's place.</summary>
/// <typeparam name="T">The items.</typeparam>
[SuppressMessage("Naming", "CA1710", Justification = "HotChocolate's name.")]
public sealed class Page<T> : IEnumerable<T>
{
    private readonly Func<T, string> _createCursor;

    /// <summary>Makes a page.</summary>
    /// <param name="items">The items, in order.</param>
    /// <param name="hasNextPage">Whether items follow.</param>
    /// <param name="hasPreviousPage">Whether items precede.</param>
    /// <param name="createCursor">Names an item's place.</param>
    /// <param name="totalCount">How many items there are in all, when counted.</param>
    public Page(ImmutableArray<T> items, bool hasNextPage, bool hasPreviousPage, Func<T, string> createCursor, int? totalCount = null)
    {
        Items = items;
        HasNextPage = hasNextPage;
        HasPreviousPage = hasPreviousPage;
        TotalCount = totalCount;
        _createCursor = createCursor;
    }

    /// <summary>A page without items.</summary>
    public static Page<T> Empty { get; } = new([], false, false, _ => "");

    /// <summary>The items, in order.</summary>
    public ImmutableArray<T> Items { get; }

    /// <summary>The first item; the default when there is none.</summary>
    public T? First => Items.Length == 0 ? default : Items[0];

    /// <summary>The last item; the default when there is none.</summary>
    public T? Last => Items.Length == 0 ? default : Items[^1];

    /// <summary>Whether items follow.</summary>
    public bool HasNextPage { get; }

    /// <summary>Whether items precede.</summary>
    public bool HasPreviousPage { get; }

    /// <summary>How many items there are in all, when counted.</summary>
    public int? TotalCount { get; }

    /// <summary>Names an item's place.</summary>
    /// <param name="item">An item of the page.</param>
    public string CreateCursor(T item) => _createCursor(item);

    /// <inheritdoc />
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
