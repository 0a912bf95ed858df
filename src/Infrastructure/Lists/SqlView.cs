using Npgsql;

namespace SmsPlatform.Infrastructure.Lists;

/// <summary>All columns of a table's rows, for statements of another kind that read them along.</summary>
/// <param name="instead">Properties that such a statement reads from somewhere else.</param>
internal sealed class SqlView<TRow>(SqlTable<TRow> table, params (string Property, string Sql)[] instead)
    where TRow : class, new()
{
    private readonly RowReader<TRow> _rows = new(table, fields: null, besides: []);

    public string Columns => string.Join(
        ", ",
        _rows.Columns.Select(column => instead.FirstOrDefault(other => other.Property == column.Name).Sql ?? column.Sql));

    public TRow Read(NpgsqlDataReader reader, int firstField) => _rows.Read(reader, ref firstField, out _);
}
