using SmsPlatform.Domain;

namespace SmsPlatform.Application.Lists;

/// <summary>Which page of a newest-first list is wanted: the plain forward paging of REST. GraphQL connections have <see cref="PageRequest"/>.</summary>
/// <param name="Size">Clamped to 1 to <see cref="MaxSize"/>.</param>
/// <param name="After">The <see cref="KeysetPage{T}.Next"/> of the page before; null for the first.</param>
public sealed record KeysetRequest(int Size, string? After)
{
    public const int DefaultSize = 50;
    public const int MaxSize = 200;

    public int Limit => Math.Clamp(Size, 1, MaxSize);
}

/// <summary>Some of a list, and where it goes on.</summary>
/// <param name="Next">Null on the last page.</param>
public sealed record KeysetPage<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>The key of a page's last row, as text. Lists are by id, whose version 7 sorts by time.</summary>
public static class KeysetCursor
{
    public static readonly Error Invalid =
        Error.Validation("page.invalid_cursor", "That is not the cursor of a page.", "after");

    /// <summary>The key to read before, newest first: for the first page, the largest there is.</summary>
    public static Result<Guid> Read(string? after) => after switch
    {
        null or "" => Guid.AllBitsSet,
        _ when Guid.TryParseExact(after, "N", out var key) => key,
        _ => Invalid,
    };

    /// <summary>Makes a page of what was read: one row more than wanted tells that there is a next page, without a count.</summary>
    public static KeysetPage<T> Cut<T>(IReadOnlyList<T> rows, int limit, Func<T, Guid> key) => rows.Count > limit
        ? new KeysetPage<T>([.. rows.Take(limit)], key(rows[limit - 1]).ToString("N"))
        : new KeysetPage<T>(rows, null);
}
