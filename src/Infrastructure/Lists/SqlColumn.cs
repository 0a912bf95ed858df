using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using Npgsql;

namespace SmsPlatform.Infrastructure.Lists;

/// <summary>A property of a row and the SQL it is read from.</summary>
/// <param name="IsIndexed">An index or a bounded scan serves filters on it.</param>
/// <param name="IsSortable">An index holds the rows in its order; it is never null.</param>
internal abstract record SqlColumn<TRow>(string Name, string Sql, bool IsIndexed, bool IsSortable)
{
    /// <summary>Reads the value of the current row's field and sets the property.</summary>
    public abstract void Read(TRow row, NpgsqlDataReader reader, int field);

    /// <summary>The value as a typed parameter.</summary>
    public abstract NpgsqlParameter Parameter(object value);

    /// <summary>Several values as one array parameter.</summary>
    public abstract NpgsqlParameter Parameters(IEnumerable<object> values);

    /// <summary>The value of a row, as it goes into a parameter.</summary>
    public abstract object ValueOf(TRow row);

    /// <summary>Reads a stored value from a cursor's text; null when it is none.</summary>
    public abstract object? Parse(string text);
}

/// <summary>A property of type <typeparamref name="TValue"/> that the database holds as <typeparamref name="TStored"/>.</summary>
internal sealed record SqlColumn<TRow, TValue, TStored>(
    string Name,
    string Sql,
    bool IsIndexed,
    bool IsSortable,
    Func<TValue, TStored> ToStored,
    Func<TStored, TValue> FromStored) : SqlColumn<TRow>(Name, Sql, IsIndexed, IsSortable)
{
    private readonly Action<TRow, TValue> _set = Setter(Name);
    private readonly Func<TRow, TValue> _get = Getter(Name);

    public override void Read(TRow row, NpgsqlDataReader reader, int field)
    {
        if (!reader.IsDBNull(field))
        {
            _set(row, FromStored(reader.GetFieldValue<TStored>(field)));
        }
    }

    public override NpgsqlParameter Parameter(object value) =>
        new NpgsqlParameter<TStored> { TypedValue = value is TStored stored ? stored : ToStored((TValue)value) };

    public override NpgsqlParameter Parameters(IEnumerable<object> values) =>
        new NpgsqlParameter<TStored[]> { TypedValue = [.. values.Select(value => ToStored((TValue)value))] };

    public override object ValueOf(TRow row) => ToStored(_get(row))!;

    public override object? Parse(string text)
    {
        if (typeof(TStored) == typeof(Guid))
        {
            return Guid.TryParseExact(text, "D", out var id) ? id : null;
        }

        if (typeof(TStored) == typeof(DateTimeOffset))
        {
            return DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
                ? time.ToUniversalTime()
                : null;
        }

        if (typeof(TStored) == typeof(int))
        {
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        return typeof(TStored) == typeof(string) ? text : null;
    }

    private static Action<TRow, TValue> Setter(string name)
    {
        var row = Expression.Parameter(typeof(TRow));
        var value = Expression.Parameter(typeof(TValue));
        var property = typeof(TRow).GetProperty(name, BindingFlags.Public | BindingFlags.Instance)!;
        return Expression.Lambda<Action<TRow, TValue>>(
            Expression.Call(row, property.SetMethod!, Expression.Convert(value, property.PropertyType)), row, value).Compile();
    }

    private static Func<TRow, TValue> Getter(string name)
    {
        var row = Expression.Parameter(typeof(TRow));
        return Expression.Lambda<Func<TRow, TValue>>(
            Expression.Convert(Expression.Property(row, name), typeof(TValue)), row).Compile();
    }
}
