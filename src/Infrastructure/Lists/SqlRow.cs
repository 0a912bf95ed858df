using System.Linq.Expressions;
using System.Text;
using Npgsql;
using SmsPlatform.Application.Lists;

namespace SmsPlatform.Infrastructure.Lists;

/// <summary>A property of a row that is a row of another table.</summary>
/// <param name="Name">The property.</param>
/// <param name="Key">The owner's column that holds the other's key.</param>
internal abstract record SqlRow<TOwner>(string Name, SqlColumn<TOwner> Key)
{
    /// <summary>The part of a statement that reads it.</summary>
    /// <param name="fields">What is read of it; null for all that are no rows themselves.</param>
    public abstract SqlPart<TOwner> PartOf(ListFields? fields);
}

internal sealed record SqlRow<TOwner, TRow>(string Name, SqlColumn<TOwner> Key, SqlTable<TRow> Table) : SqlRow<TOwner>(Name, Key)
    where TRow : class, new()
{
    private readonly Action<TOwner, TRow> _set = Setter(Name);

    public override SqlPart<TOwner> PartOf(ListFields? fields) =>
        new SqlPart<TOwner, TRow>(this, new RowReader<TRow>(Table, fields, [Table.Find(Table.Key)!]), _set);

    private static Action<TOwner, TRow> Setter(string name)
    {
        var (owner, row) = (Expression.Parameter(typeof(TOwner)), Expression.Parameter(typeof(TRow)));
        return Expression.Lambda<Action<TOwner, TRow>>(
            Expression.Call(owner, typeof(TOwner).GetProperty(name)!.SetMethod!, row), owner, row).Compile();
    }
}

/// <summary>The joined row of a statement.</summary>
internal abstract class SqlPart<TOwner>(SqlColumn<TOwner> key)
{
    public SqlColumn<TOwner> Key { get; } = key;

    /// <summary>Writes its columns, and those of rows of its own, each after a comma.</summary>
    public abstract void WriteColumns(StringBuilder sql);

    /// <summary>Writes its join, and those of rows of its own.</summary>
    /// <param name="key">The owner's key, as SQL.</param>
    /// <param name="workspace">The parameter of the workspace: a row of another one is none.</param>
    public abstract void WriteJoin(StringBuilder sql, string key, string workspace);

    /// <summary>Reads it and moves on behind it; without a row the property stays null.</summary>
    public abstract void Read(TOwner owner, NpgsqlDataReader reader, ref int field);
}

internal sealed class SqlPart<TOwner, TRow>(SqlRow<TOwner, TRow> row, RowReader<TRow> fields, Action<TOwner, TRow> set) : SqlPart<TOwner>(row.Key)
    where TRow : class, new()
{
    private readonly int _keyField = fields.IndexOf(row.Table.Find(row.Table.Key)!);

    public override void WriteColumns(StringBuilder sql)
    {
        foreach (var column in fields.Columns)
        {
            sql.Append(", ").Append(column.Sql);
        }

        foreach (var part in fields.Parts)
        {
            part.WriteColumns(sql);
        }
    }

    public override void WriteJoin(StringBuilder sql, string key, string workspace)
    {
        var table = row.Table;

        // Only what is joined itself may stand in parentheses.
        var isJoin = table.From.Contains(" JOIN ", StringComparison.Ordinal);
        sql.Append(" LEFT JOIN ").Append(isJoin ? $"({table.From})" : table.From).Append(" ON ").Append(table.Find(table.Key)!.Sql).Append(" = ").Append(key)
            .Append(" AND ").Append(table.WorkspaceColumn).Append(" = ").Append(workspace);
        foreach (var part in fields.Parts)
        {
            part.WriteJoin(sql, part.Key.Sql, workspace);
        }
    }

    public override void Read(TOwner owner, NpgsqlDataReader reader, ref int field)
    {
        var isThere = !reader.IsDBNull(field + _keyField);
        var read = fields.Read(reader, ref field, out _);
        if (isThere)
        {
            set(owner, read);
        }
    }
}
