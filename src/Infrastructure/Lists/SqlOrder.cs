using System.Text;
using Npgsql;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Lists;

/// <summary>A total order of a list's rows, in one direction, so that a row comparison on an index finds any page at once.</summary>
internal sealed class SqlOrder<TRow>
    where TRow : class, new()
{
    private readonly string _tag;

    private SqlOrder(SqlTable<TRow> table, IReadOnlyList<SqlColumn<TRow>> keys, bool ascending)
    {
        Keys = keys;
        Ascending = ascending;
        _tag = $"{table.Name}:{string.Join(',', keys.Select(key => key.Name))}:{(ascending ? "asc" : "desc")}";
    }

    public IReadOnlyList<SqlColumn<TRow>> Keys { get; }

    public bool Ascending { get; }

    public static Result<SqlOrder<TRow>> Of(SqlTable<TRow> table, IReadOnlyList<OrderKey>? wanted)
    {
        var ascending = wanted is { Count: > 0 } && wanted[0].Ascending;
        var keys = new List<SqlColumn<TRow>>();
        foreach (var key in wanted ?? [])
        {
            if (key.Ascending != ascending)
            {
                return ListErrors.MixedOrder;
            }

            if (table.Find(key.Property) is not { IsSortable: true } column)
            {
                return ListErrors.NotSortable(key.Property);
            }

            keys.Add(column);
        }

        if (keys.Count == 0)
        {
            keys.AddRange(table.DefaultOrder.Select(name => table.Find(name)!));
        }

        if (keys.All(key => key.Name != table.Key))
        {
            keys.Add(table.Find(table.Key)!);
        }

        return new SqlOrder<TRow>(table, keys, ascending);
    }

    public string CursorOf(TRow row) => SqlCursor.Write(_tag, [.. Keys.Select(key => key.ValueOf(row))]);

    /// <summary>Writes <c>(a, b) &lt; ($1, $2)</c> for the rows on one side of a cursor.</summary>
    /// <param name="behind">The rows that follow the cursor in this order; else those that precede it.</param>
    public Error? WriteSide(string cursor, bool behind, StringBuilder sql, NpgsqlParameterCollection parameters)
    {
        if (SqlCursor.Read(_tag, Keys.Count, cursor) is not { } texts)
        {
            return ListErrors.InvalidCursor;
        }

        sql.Append(" AND (").AppendJoin(", ", Keys.Select(key => key.Sql)).Append(behind == Ascending ? ") > (" : ") < (");
        for (var i = 0; i < Keys.Count; i++)
        {
            if (Keys[i].Parse(texts[i]) is not { } value)
            {
                return ListErrors.InvalidCursor;
            }

            parameters.Add(Keys[i].Parameter(value));
            sql.Append(i == 0 ? "$" : ", $").Append(parameters.Count);
        }

        sql.Append(')');
        return null;
    }

    /// <summary>Writes the ORDER BY; reversed to read a page from its end.</summary>
    public void WriteOrder(bool reversed, StringBuilder sql) =>
        sql.Append(" ORDER BY ").AppendJoin(", ", Keys.Select(key => key.Sql + (Ascending != reversed ? "" : " DESC")));
}
