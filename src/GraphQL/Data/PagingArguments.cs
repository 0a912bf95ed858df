namespace SmsPlatform.GraphQL.Data;

/// <summary>Which page of a list is asked for.</summary>
public readonly record struct PagingArguments
{
    /// <summary>Asks for a page.</summary>
    /// <param name="first">How many items from the front.</param>
    /// <param name="after">The cursor behind which the page begins.</param>
    /// <param name="last">How many items from the back.</param>
    /// <param name="before">The cursor before which the page ends.</param>
    /// <param name="includeTotalCount">Whether all items are to be counted.</param>
    public PagingArguments(
        int? first = null, string? after = null, int? last = null, string? before = null, bool includeTotalCount = false)
    {
        First = first;
        After = after;
        Last = last;
        Before = before;
        IncludeTotalCount = includeTotalCount;
    }

    /// <summary>How many items from the front.</summary>
    public int? First { get; init; }

    /// <summary>The cursor behind which the page begins.</summary>
    public string? After { get; init; }

    /// <summary>How many items from the back.</summary>
    public int? Last { get; init; }

    /// <summary>The cursor before which the page ends.</summary>
    public string? Before { get; init; }

    /// <summary>Whether all items are to be counted.</summary>
    public bool IncludeTotalCount { get; init; }
}

/// <summary>What a request selects of a connection.</summary>
[Flags]
public enum ConnectionFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>edges</c>.</summary>
    Edges = 1,

    /// <summary><c>nodes</c>.</summary>
    Nodes = 2,

    /// <summary><c>totalCount</c>.</summary>
    TotalCount = 4,

    /// <summary><c>pageInfo</c>.</summary>
    PageInfo = 8,

    /// <summary>Everything.</summary>
    All = Edges | Nodes | TotalCount | PageInfo,
}
