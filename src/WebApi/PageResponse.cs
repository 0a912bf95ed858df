using System.Globalization;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;

namespace SmsPlatform.WebApi;

/// <summary>Some of a list.</summary>
/// <param name="Next">Pass it as <c>after</c> to read on; null on the last page.</param>
internal sealed record PageResponse<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>The plain forward paging of REST.</summary>
internal static class Paging
{
    private const int DefaultSize = 50;

    private static readonly Error BadLimit =
        Error.Validation("limit.invalid", $"limit is a whole number from 1 to {PageRequest.MaxSize}.", "limit");

    /// <summary>Reads the paging parameters of a query string.</summary>
    public static Result<PageRequest> Parse(string? limit, string? after)
    {
        var cursor = string.IsNullOrEmpty(after) ? null : after;
        if (string.IsNullOrEmpty(limit))
        {
            return new PageRequest(DefaultSize, cursor);
        }

        return int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= PageRequest.MaxSize
            ? new PageRequest(size, cursor)
            : BadLimit;
    }

    public static PageResponse<TOut> To<TIn, TOut>(this Application.Lists.Page<TIn> page, Func<TIn, TOut> map) =>
        new([.. page.Items.Select(item => map(item.Value))], page.Next());

    /// <summary>Where the list goes on.</summary>
    public static string? Next<T>(this Application.Lists.Page<T> page) => page is { HasNextPage: true, Items: [.., var last] } ? last.Cursor : null;
}
