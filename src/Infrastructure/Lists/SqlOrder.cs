using System.Text;
using Npgsql;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Lists;

/// <summary>A total order of a list's rows, in one direction, so that a row comparison on an index finds any page at once.</summary>
internal sealed class SqlOrder<TRow>
    where TRow : class, new()
{
    private SqlOrder(SqlTable<TRow> table, IReadOnlyList<SqlColumn<TRow>> keys, bool ascending)
    {
        Keys = keys;
        Ascending = ascending;
        Tag = $"{table.Name}:{string.Join(',', keys.Select(key => key.Name))}:{(ascending ? "asc" : "desc")}";
    }

    public IReadOnlyList<SqlColumn<TRow>> Keys { get; }

    public bool Ascending { get; }

    /// <summary>The list and its order; equal for equal ones.</summary>
    public string Tag { get; }

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

        if (keys.All(key => key.Name != table.Key && !key.IsHidden))
        {
            keys.Add(table.Find(table.Key)!);
        }

        return new SqlOrder<TRow>(table, keys, ascending);
    }

    public string CursorOf(TRow row, object? hiddenKey)
    {
        var values = new object[Keys.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Keys[i].IsHidden ? hiddenKey! : Keys[i].ValueOf(row);
        }

        return SqlCursor.Write(Tag, values);
    }

    /// <summary>Adds the values of a cursor as parameters, in the order of <see cref="WriteSide"/>.</summary>
    public Error? Bind(string cursor, NpgsqlParameterCollection parameters)
    {
        if (SqlCursor.Read(Tag, Keys.Count, cursor) is not { } texts)
        {
            return ListErrors.InvalidCursor;
        }

        for (var i = 0; i < Keys.Count; i++)
        {
            if (Keys[i].Parse(texts[i]) is not { } value)
            {
                return ListErrors.InvalidCursor;
            }

            parameters.Add(Keys[i].Parameter(value));
        }

        return null;
    }

    /// <summary>Writes <c>(a, b) &lt; ($1, $2)</c> for the rows on one side of a cursor.</summary>
    /// <param name="behind">The rows that follow the cursor in this order; else those that precede it.</param>
    /// <param name="first">The number of the cursor's first parameter.</param>
    public void WriteSide(bool behind, int first, StringBuilder sql) => sql
        .Append('(').AppendJoin(", ", Keys.Select(key => key.Sql)).Append(behind == Ascending ? ") > (" : ") < (")
        .AppendJoin(", ", Keys.Select((_, i) => $"${first + i}")).Append(')');

    /// <summary>Writes the ORDER BY; reversed to read a page from its end.</summary>
    /// <param name="nameOf">How the statement names a key here.</param>
    public void WriteOrder(bool reversed, Func<SqlColumn<TRow>, string> nameOf, StringBuilder sql) =>
        sql.Append(" ORDER BY ").AppendJoin(", ", Keys.Select(key => nameOf(key) + (Ascending != reversed ? "" : " DESC")));
}
