using System.Collections.Concurrent;
using System.Linq.Expressions;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Lists;

/// <summary>How a kind of row is read: from where, and each property from which column.</summary>
/// <param name="name">Goes into cursors, so that one of another list is refused.</param>
/// <param name="from">The FROM clause; a predicate on the workspace is added to it by <see cref="WorkspaceColumn"/>.</param>
/// <param name="workspaceColumn">
/// The tenant's column. Raw SQL passes by the context's filter, so every statement repeats it. Null where admins see every workspace.
/// </param>
internal sealed class SqlTable<TRow>(string name, string from, string? workspaceColumn)
    where TRow : class, new()
{
    // Clients ask in a few ways; whoever asks in many must not fill the memory.
    private const int MaxStatements = 500;

    private readonly Dictionary<string, SqlColumn<TRow>> _columns = [];
    private readonly Dictionary<string, SqlRow<TRow>> _rows = [];
    private readonly ConcurrentDictionary<object, object> _statements = new();

    public string Name { get; } = name;

    public string From { get; } = from;

    public string? WorkspaceColumn { get; } = workspaceColumn;

    /// <summary>What holds of the rows of one chatbot, whose id stands for <c>{0}</c>; null where no row is of one chatbot alone.</summary>
    public string? ChatbotPredicate { get; init; }

    /// <summary>The order when none is asked for, and the unique key that ends every order.</summary>
    public required IReadOnlyList<string> DefaultOrder { get; init; }

    public required string Key { get; init; }

    /// <summary>The parts of the table that an index holds in the list's order; empty where one holds it all.</summary>
    public IReadOnlyList<SqlLane> Lanes { get; init; } = [];

    public IEnumerable<SqlColumn<TRow>> Columns => _columns.Values;

    public IEnumerable<SqlRow<TRow>> Rows => _rows.Values;

    public SqlColumn<TRow>? Find(string property) => _columns.GetValueOrDefault(property);

    public SqlTable<TRow> Column<TValue>(
        Expression<Func<TRow, TValue>> property, string sql, bool isIndexed = false, bool isSortable = false, bool isSelective = false) =>
        Column(property, sql, value => value, stored => stored, isIndexed, isSortable, isSelective);

    public SqlTable<TRow> EnumColumn<TEnum>(Expression<Func<TRow, TEnum>> property, string sql, bool isIndexed = false)
        where TEnum : struct, Enum =>
        Column(property, sql, EnumText<TEnum>.Text, EnumText<TEnum>.Value, isIndexed);

    public SqlTable<TRow> Column<TValue, TStored>(
        Expression<Func<TRow, TValue>> property,
        string sql,
        Func<TValue, TStored> toStored,
        Func<TStored, TValue> fromStored,
        bool isIndexed = false,
        bool isSortable = false,
        bool isSelective = false)
    {
        var column = new SqlColumn<TRow, TValue, TStored>(NameOf(property), sql, toStored, fromStored)
        {
            IsIndexed = isIndexed,
            IsSortable = isSortable,
            IsSelective = isSelective,
        };
        _columns.Add(column.Name, column);
        return this;
    }

    /// <summary>A key of the order that is no property of the row.</summary>
    public SqlTable<TRow> HiddenColumn<TStored>(string name, string sql)
        where TStored : notnull
    {
        _columns.Add(name, new HiddenSqlColumn<TRow, TStored>(name, sql) { IsSortable = true });
        return this;
    }

    /// <summary>A property that is a row of another table: read in the same statement where it is asked for.</summary>
    /// <param name="key">The property that holds its key.</param>
    /// <param name="table">Its table, under aliases that no other table in the statement has.</param>
    public SqlTable<TRow> Row<TOther>(Expression<Func<TRow, TOther?>> property, Expression<Func<TRow, Guid>> key, SqlTable<TOther> table)
        where TOther : class, new()
    {
        var row = new SqlRow<TRow, TOther>(NameOf(property), _columns[NameOf(key)], table);
        _rows.Add(row.Name, row);
        return this;
    }

    /// <summary>What was made for requests of the same shape before.</summary>
    public TStatement Statement<TShape, TStatement>(TShape shape, Func<TShape, TStatement> make)
        where TShape : notnull
        where TStatement : class
    {
        if (_statements.TryGetValue(shape, out var known))
        {
            return (TStatement)known;
        }

        if (_statements.Count >= MaxStatements)
        {
            _statements.Clear();
        }

        return (TStatement)_statements.GetOrAdd(shape, make(shape));
    }

    private static string NameOf(LambdaExpression property) => ((MemberExpression)property.Body).Member.Name;
}
