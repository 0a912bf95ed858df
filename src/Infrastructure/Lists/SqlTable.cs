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
    private readonly Dictionary<string, SqlColumn<TRow>> _columns = [];

    public string Name { get; } = name;

    public string From { get; } = from;

    public string? WorkspaceColumn { get; } = workspaceColumn;

    /// <summary>What holds of the rows of one chatbot, whose id stands for <c>{0}</c>; null where no row is of one chatbot alone.</summary>
    public string? ChatbotPredicate { get; init; }

    /// <summary>The order when none is asked for, and the unique key that ends every order.</summary>
    public required IReadOnlyList<string> DefaultOrder { get; init; }

    public required string Key { get; init; }

    public IEnumerable<SqlColumn<TRow>> Columns => _columns.Values;

    public SqlColumn<TRow>? Find(string property) => _columns.GetValueOrDefault(property);

    public SqlTable<TRow> Column<TValue>(
        Expression<Func<TRow, TValue>> property, string sql, bool isIndexed = false, bool isSortable = false) =>
        Column(property, sql, value => value, stored => stored, isIndexed, isSortable);

    public SqlTable<TRow> EnumColumn<TEnum>(Expression<Func<TRow, TEnum>> property, string sql, bool isIndexed = false)
        where TEnum : struct, Enum =>
        Column(property, sql, EnumText<TEnum>.Text, EnumText<TEnum>.Value, isIndexed);

    public SqlTable<TRow> Column<TValue, TStored>(
        Expression<Func<TRow, TValue>> property,
        string sql,
        Func<TValue, TStored> toStored,
        Func<TStored, TValue> fromStored,
        bool isIndexed = false,
        bool isSortable = false)
    {
        var member = ((MemberExpression)property.Body).Member.Name;
        _columns.Add(member, new SqlColumn<TRow, TValue, TStored>(member, sql, isIndexed, isSortable, toStored, fromStored));
        return this;
    }
}
