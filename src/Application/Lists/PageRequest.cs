namespace SmsPlatform.Application.Lists;

/// <summary>Which page of a list is asked for: the first so many after a cursor, or the last so many before one.</summary>
public sealed record PageRequest(int? First = null, string? After = null, int? Last = null, string? Before = null, bool IncludeTotalCount = false)
{
    public const int DefaultSize = 25;

    /// <summary>The most items of one page; a request for more is an error, not a smaller page.</summary>
    public const int MaxSize = 100;

    public bool IsBackward => Last is not null || (First is null && Before is not null && After is null);

    public int Size => (IsBackward ? Last : First) ?? DefaultSize;
}

/// <summary>Some items of a list in its order.</summary>
/// <param name="TotalCount">How many items the whole list has; null unless it was asked for.</param>
public sealed record Page<T>(
    IReadOnlyList<PageItem<T>> Items, bool HasNextPage, bool HasPreviousPage, int? TotalCount = null);

/// <summary>An item of a page. Its cursor is made when it is asked for, which for most items is never.</summary>
/// <param name="key">What the cursor is made of besides the item.</param>
/// <param name="cursor">Makes it.</param>
public readonly struct PageItem<T>(T value, object? key, Func<T, object?, string> cursor)
{
    public T Value => value;

    /// <summary>The item's place in this list, in this order.</summary>
    public string Cursor => cursor(value, key);
}
