using System.Linq.Expressions;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Lists;

/// <summary>One request of a list, checked: which page, in which order.</summary>
internal sealed class ListShape<TRow>
    where TRow : class, new()
{
    private readonly ListRequest<TRow> _request;

    private ListShape(ListRequest<TRow> request, SqlOrder<TRow> order)
    {
        _request = request;
        Order = order;
    }

    public SqlOrder<TRow> Order { get; }

    public PageRequest Page => _request.Page;

    public ListFields? Fields => _request.Fields;

    public Expression<Func<TRow, bool>>? Where => _request.Where;

    public static Result<ListShape<TRow>> Of(SqlTable<TRow> table, ListRequest<TRow> request)
    {
        var page = request.Page;
        if (page is { First: not null, Last: not null } or { First: not null, Before: not null } or { Last: not null, After: not null }
            or { After: not null, Before: not null })
        {
            return ListErrors.Contradiction;
        }

        if (page.Size is < 1 or > PageRequest.MaxSize)
        {
            return ListErrors.InvalidSize(page.Size);
        }

        var order = SqlOrder<TRow>.Of(table, request.Order);
        return order.IsFailure ? order.Error : new ListShape<TRow>(request, order.Value);
    }

    /// <param name="rows">One more than asked for, where there is one: it tells of a next page without a count.</param>
    public Page<TRow> PageOf(List<(TRow Row, object? HiddenKey)> rows, int? total)
    {
        var hasMore = rows.Count > Page.Size;
        var items = new PageItem<TRow>[hasMore ? Page.Size : rows.Count];
        Func<TRow, object?, string> cursor = Order.CursorOf;
        for (var i = 0; i < items.Length; i++)
        {
            var (row, key) = rows[i];
            items[Page.IsBackward ? items.Length - 1 - i : i] = new PageItem<TRow>(row, key, cursor);
        }

        return new Page<TRow>(
            items,
            HasNextPage: Page.IsBackward ? Page.Before is not null : hasMore,
            HasPreviousPage: Page.IsBackward ? hasMore : Page.After is not null,
            total);
    }
}
