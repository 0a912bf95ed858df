using System.Globalization;
using System.Text;
using SmsPlatform.Application.Lists;

namespace SmsPlatform.Infrastructure.Lists;

/// <summary>All that decides the text of a list's statement. The values are parameters; their places follow from this.</summary>
/// <param name="Fields">The columns, as <see cref="ListFields.Key"/>; null for all.</param>
/// <param name="Order">The order and its direction.</param>
/// <param name="Rows">How many to read. A literal, for the planner cares about it; a parameter would have the statement planned each time.</param>
/// <param name="Workspace">What holds the rows in the workspace and the scope.</param>
/// <param name="Scope">The one value that a property has in all rows of the list; null where it has none.</param>
/// <param name="Filter">Null without.</param>
/// <param name="Parent">The column that names the parent, for pages of many parents at once.</param>
internal sealed record StatementShape(
    string? Fields, string Order, bool IsBackward, bool HasCursor, int Rows, string Workspace, LaneScope? Scope, FilterSql? Filter, string? Parent);

/// <summary>A list's statement, made once for each shape of request, and how its rows are read.</summary>
internal sealed class ListStatement<TRow>
    where TRow : class, new()
{
    private readonly SqlTable<TRow> _table;
    private readonly ListShape<TRow> _list;
    private readonly StatementShape _shape;
    private readonly int _cursor;

    private ListStatement(SqlTable<TRow> table, ListShape<TRow> list, StatementShape shape, int firstCursorParameter)
    {
        _table = table;
        _list = list;
        _shape = shape;
        _cursor = firstCursorParameter;

        // The order's keys are read whether they were asked for or not: cursors are made of them. What hangs on the rows of many
        // parents is left to whoever asks for it, as a join would not keep their order.
        Rows = new RowReader<TRow>(table, list.Fields, [.. list.Order.Keys], withParts: shape.Parent is null);
    }

    public RowReader<TRow> Rows { get; }

    public string Sql { get; private set; } = "";

    /// <param name="firstCursorParameter">The number of the parameter behind those of the workspace and the filter.</param>
    public static ListStatement<TRow> Create(SqlTable<TRow> table, ListShape<TRow> list, StatementShape shape, int firstCursorParameter)
    {
        var statement = new ListStatement<TRow>(table, list, shape, firstCursorParameter);
        statement.Sql = shape.Parent is { } parent ? statement.OfParents(parent) : statement.WithParts(statement.Page());
        return statement;
    }

    private string OfParents(string parent) => new StringBuilder("SELECT parent.id, t.* FROM unnest($1) AS parent (id) CROSS JOIN LATERAL (")
        .Append(Lane($"{parent} = parent.id", isFiltered: true)).Append(") AS t").ToString();

    private string Page()
    {
        if (_table.Lanes.Count == 0 || _shape.Filter?.Selective is not null)
        {
            // The values of a list are looked up one by one, for an index is in the list's order for each alone.
            return _shape.Filter?.Selective is { List: { } values } selective
                ? Fan(selective.Column, values)
                : Lane(_shape.Scope?.Predicate, isFiltered: true);
        }

        var within = _shape.Scope is { } scope ? _table.Lanes.Where(lane => lane.Facts[scope.Property].Equals(scope.Value)) : _table.Lanes;
        var lanes = SqlLane.Choose([.. within], _list.Where?.Body).Select(lane => Lane(lane.Predicate, lane.IsFiltered)).ToList();
        return lanes switch
        {
            [] => Lane("false", isFiltered: false),
            [var only] => only,
            _ => Merged(new StringBuilder("SELECT * FROM ((").AppendJoin(") UNION ALL (", lanes).Append(")) AS u"), "u"),
        };
    }

    private string Fan(string column, string values)
    {
        var ofOne = Lane(_shape.Scope is { } scope ? $"{scope.Predicate} AND {column} = fan.value" : $"{column} = fan.value", isFiltered: true);
        return Merged(
            new StringBuilder("SELECT u.* FROM unnest(").Append(values).Append(") AS fan (value) CROSS JOIN LATERAL (").Append(ofOne).Append(") AS u"),
            "u");
    }

    private string Merged(StringBuilder sql, string alias)
    {
        _list.Order.WriteOrder(_shape.IsBackward, key => NameOf(alias, key), sql);
        return sql.Append(" LIMIT ").Append(_shape.Rows).ToString();
    }

    private string Lane(string? predicate, bool isFiltered)
    {
        var sql = new StringBuilder("SELECT ");
        for (var i = 0; i < Rows.Columns.Length; i++)
        {
            sql.Append(i == 0 ? "" : ", ").Append(Rows.Columns[i].Sql).Append(" AS k").Append(i);
        }

        sql.Append(" FROM ").Append(_table.From).Append(" WHERE ").Append(_shape.Workspace);
        if (predicate is not null)
        {
            sql.Append(" AND ").Append(predicate);
        }

        if (isFiltered && _shape.Filter is { } filter)
        {
            sql.Append(" AND ").Append(filter.Text);
        }

        if (_shape.HasCursor)
        {
            _list.Order.WriteSide(behind: !_shape.IsBackward, _cursor, sql.Append(" AND "));
        }

        _list.Order.WriteOrder(_shape.IsBackward, key => key.Sql, sql);
        return sql.Append(" LIMIT ").Append(_shape.Rows).ToString();
    }

    // Joined to the page, not the page cut from the join: for that PostgreSQL would prepare to join the whole table.
    private string WithParts(string page)
    {
        if (Rows.Parts.Length == 0)
        {
            return page;
        }

        var sql = new StringBuilder("SELECT t.*");
        foreach (var part in Rows.Parts)
        {
            part.WriteColumns(sql);
        }

        sql.Append(" FROM (").Append(page).Append(") AS t");
        foreach (var part in Rows.Parts)
        {
            part.WriteJoin(sql, NameOf("t", part.Key), workspace: "$1");
        }

        _list.Order.WriteOrder(_shape.IsBackward, key => NameOf("t", key), sql);
        return sql.ToString();
    }

    private string NameOf(string alias, SqlColumn<TRow> column) => string.Create(CultureInfo.InvariantCulture, $"{alias}.k{Rows.IndexOf(column)}");
}

/// <summary>A part of a list that has its own name in the schema: the rows with one value of a property that lanes are cut by.</summary>
/// <param name="Predicate">The same as SQL.</param>
internal sealed record LaneScope(string Property, object Value, string Predicate);
