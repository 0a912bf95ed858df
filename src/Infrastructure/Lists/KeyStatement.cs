using System.Text;

namespace SmsPlatform.Infrastructure.Lists;

/// <summary>The statement that reads rows by their keys, whole.</summary>
internal sealed record KeyStatement<TRow>(string Sql, RowReader<TRow> Rows)
    where TRow : class, new()
{
    /// <param name="table">Where the rows are from.</param>
    /// <returns>Makes the statement for a column of keys and what limits it to the workspace.</returns>
    public static Func<(string Key, string Workspace), KeyStatement<TRow>> Of(SqlTable<TRow> table) => shape =>
    {
        var rows = new RowReader<TRow>(table, fields: null, besides: []);
        var sql = new StringBuilder("SELECT ").AppendJoin(", ", rows.Columns.Select(column => column.Sql))
            .Append(" FROM ").Append(table.From).Append(" WHERE ").Append(shape.Key).Append(" = ANY ($1) AND ").Append(shape.Workspace);
        return new KeyStatement<TRow>(sql.ToString(), rows);
    };
}
