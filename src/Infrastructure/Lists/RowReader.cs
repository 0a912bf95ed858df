using Npgsql;
using SmsPlatform.Application.Lists;

namespace SmsPlatform.Infrastructure.Lists;

/// <summary>Reads rows, with those that hang on them, from the fields of a result.</summary>
internal sealed class RowReader<TRow>
    where TRow : class, new()
{
    private readonly int _hidden;

    /// <param name="table">Where the rows are from.</param>
    /// <param name="fields">What is read of them; null for all that are no rows themselves.</param>
    /// <param name="besides">Columns that are read whether they were asked for or not.</param>
    /// <param name="withParts">Whether rows that hang on them are read too.</param>
    public RowReader(SqlTable<TRow> table, ListFields? fields, IReadOnlyCollection<SqlColumn<TRow>> besides, bool withParts = true)
    {
        var rows = withParts && fields is not null ? table.Rows.Where(row => fields.Contains(row.Name)).ToList() : [];
        Columns = [.. table.Columns.Where(column =>
            besides.Contains(column)
            || rows.Exists(row => row.Key == column)
            || (!column.IsHidden && (fields is null || fields.Contains(column.Name))))];
        Parts = [.. rows.Select(row => row.PartOf(fields!.Of(row.Name)))];
        _hidden = Array.FindIndex(Columns, column => column.IsHidden);
    }

    public SqlColumn<TRow>[] Columns { get; }

    public SqlPart<TRow>[] Parts { get; }

    public int IndexOf(SqlColumn<TRow> column) => Array.IndexOf(Columns, column);

    /// <summary>Reads the current row and moves on behind it.</summary>
    /// <param name="hiddenKey">The value of the column that is no property of the row, if there is one.</param>
    public TRow Read(NpgsqlDataReader reader, ref int field, out object? hiddenKey)
    {
        var row = new TRow();
        var columns = Columns;
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i].Read(row, reader, field + i);
        }

        hiddenKey = _hidden >= 0 ? reader.GetValue(field + _hidden) : null;
        field += columns.Length;
        foreach (var part in Parts)
        {
            part.Read(row, reader, ref field);
        }

        return row;
    }
}
