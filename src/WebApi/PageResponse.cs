using System.Globalization;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;

namespace SmsPlatform.WebApi;

/// <summary>Some of a list.</summary>
/// <param name="Next">Pass it as <c>after</c> to read on; null on the last page.</param>
internal sealed record PageResponse<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Reads the paging parameters of a query string.</summary>
internal static class Paging
{
    private static readonly Error BadLimit =
        Error.Validation("limit.invalid", $"limit is a whole number from 1 to {KeysetRequest.MaxSize}.", "limit");

    public static Result<KeysetRequest> Parse(string? limit, string? after)
    {
        if (string.IsNullOrEmpty(limit))
        {
            return new KeysetRequest(KeysetRequest.DefaultSize, after);
        }

        return int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= KeysetRequest.MaxSize
            ? new KeysetRequest(size, after)
            : BadLimit;
    }

    public static PageResponse<TOut> To<TIn, TOut>(this KeysetPage<TIn> page, Func<TIn, TOut> map) => new([.. page.Items.Select(map)], page.Next);
}
