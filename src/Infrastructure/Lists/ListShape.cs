using System.Text;
using Npgsql;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Lists;

/// <summary>One request of a list, checked: which columns, which filter, which order, which page.</summary>
internal sealed class ListShape<TRow>
    where TRow : class, new()
{
    private readonly SqlTable<TRow> _table;
    private readonly ListRequest<TRow> _request;
    private readonly SqlOrder<TRow> _order;
    private readonly List<SqlColumn<TRow>> _columns;

    private ListShape(SqlTable<TRow> table, ListRequest<TRow> request, SqlOrder<TRow> order)
    {
        _table = table;
        _request = request;
        _order = order;

        // The order's keys are read whether they were asked for or not: cursors are made of them.
        _columns = [.. table.Columns.Where(column =>
            request.Fields is null || request.Fields.Contains(column.Name) || order.Keys.Contains(column))];
    }

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
        return order.IsFailure ? order.Error : new ListShape<TRow>(table, request, order.Value);
    }

    public static TRow Read(List<SqlColumn<TRow>> columns, NpgsqlDataReader reader, int firstField)
    {
        var row = new TRow();
        for (var i = 0; i < columns.Count; i++)
        {
            columns[i].Read(row, reader, firstField + i);
        }

        return row;
    }

    public static Error? WriteFilter(
        SqlTable<TRow> table, ListRequest<TRow> request, StringBuilder sql, NpgsqlParameterCollection parameters)
    {
        if (request.Where is not { } filter)
        {
            return null;
        }

        sql.Append(" AND ");
        return new SqlFilter<TRow>(table, sql, parameters).Write(filter);
    }

    public void WriteColumns(StringBuilder sql) => sql.AppendJoin(", ", _columns.Select(column => column.Sql));

    /// <summary>Writes filter, page and order; one row more than asked for tells whether there is a next page, without a count.</summary>
    public Error? WriteRest(StringBuilder sql, NpgsqlParameterCollection parameters)
    {
        var page = _request.Page;
        var error = WriteFilter(_table, _request, sql, parameters)
            ?? (page.After is { } after ? _order.WriteSide(after, behind: true, sql, parameters) : null)
            ?? (page.Before is { } before ? _order.WriteSide(before, behind: false, sql, parameters) : null);
        if (error is not null)
        {
            return error;
        }

        _order.WriteOrder(reversed: page.IsBackward, sql);
        parameters.Add(new NpgsqlParameter<int> { TypedValue = page.Size + 1 });
        sql.Append(" LIMIT $").Append(parameters.Count);
        return null;
    }

    public TRow Read(NpgsqlDataReader reader, int firstField) => Read(_columns, reader, firstField);

    public Page<TRow> PageOf(List<TRow> rows, int? total)
    {
        var page = _request.Page;
        var hasMore = rows.Count > page.Size;
        if (hasMore)
        {
            rows.RemoveAt(rows.Count - 1);
        }

        if (page.IsBackward)
        {
            rows.Reverse();
        }

        return new Page<TRow>(
            [.. rows.Select(row => new PageItem<TRow>(row, _order.CursorOf(row)))],
            HasNextPage: page.IsBackward ? page.Before is not null : hasMore,
            HasPreviousPage: page.IsBackward ? hasMore : page.After is not null,
            total);
    }
}
