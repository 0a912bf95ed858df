using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using Npgsql;

namespace SmsPlatform.Infrastructure.Lists;

/// <summary>A property of a row and the SQL it is read from.</summary>
internal abstract record SqlColumn<TRow>(string Name, string Sql)
{
    /// <summary>An index or a bounded scan serves filters on it.</summary>
    public bool IsIndexed { get; init; }

    /// <summary>An index holds the rows in its order; it is never null.</summary>
    public bool IsSortable { get; init; }

    /// <summary>An index holds the rows of each of its values in the list's own order.</summary>
    public bool IsSelective { get; init; }

    /// <summary>It is no property of the row: it is read for the list's cursors only.</summary>
    public virtual bool IsHidden => false;

    /// <summary>All values that there are, where they are few; filters name them in the statement, so that it is planned for them.</summary>
    public virtual IReadOnlyList<object>? Domain => null;

    /// <summary>Reads the value of the current row's field and sets the property.</summary>
    public abstract void Read(TRow row, NpgsqlDataReader reader, int field);

    /// <summary>The value as a typed parameter.</summary>
    public abstract NpgsqlParameter Parameter(object value);

    /// <summary>Several values as one array parameter.</summary>
    public abstract NpgsqlParameter Parameters(IEnumerable<object> values);

    /// <summary>One of <see cref="Domain"/> as SQL.</summary>
    public abstract string Literal(object value);

    /// <summary>The value of a row, as it goes into a parameter.</summary>
    public abstract object ValueOf(TRow row);

    /// <summary>Reads a stored value from a cursor's text; null when it is none.</summary>
    public abstract object? Parse(string text);

    protected static object? Parse<TStored>(string text)
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
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null;
        }

        if (typeof(TStored) == typeof(long))
        {
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        return typeof(TStored) == typeof(string) && !text.Contains('\0') ? text : null;
    }
}

/// <summary>A property of type <typeparamref name="TValue"/> that the database holds as <typeparamref name="TStored"/>.</summary>
internal sealed record SqlColumn<TRow, TValue, TStored>(
    string Name, string Sql, Func<TValue, TStored> ToStored, Func<TStored, TValue> FromStored) : SqlColumn<TRow>(Name, Sql)
{
    private static readonly IReadOnlyList<object>? Values =
        typeof(TValue).IsEnum ? [.. Enum.GetValues(typeof(TValue)).Cast<object>()]
        : typeof(TValue) == typeof(bool) ? [false, true]
        : null;

    private readonly Action<TRow, TValue> _set = Setter(Name);
    private readonly Func<TRow, TValue> _get = Getter(Name);

    public override IReadOnlyList<object>? Domain => Values;

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
        new NpgsqlParameter<TStored[]> { TypedValue = [.. values.Select(value => ToStored((TValue)value)).Distinct()] };

    // Never what a client wrote: the names of an enum's values, true or false.
    public override string Literal(object value) => ToStored((TValue)value) switch
    {
        string text => $"'{text}'",
        true => "true",
        false => "false",
        _ => throw new InvalidOperationException($"{Name} has no values that could be named."),
    };

    public override object ValueOf(TRow row) => ToStored(_get(row))!;

    public override object? Parse(string text) => Parse<TStored>(text);

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

/// <summary>A key of an order that readers have no use for.</summary>
internal sealed record HiddenSqlColumn<TRow, TStored>(string Name, string Sql) : SqlColumn<TRow>(Name, Sql)
    where TStored : notnull
{
    public override bool IsHidden => true;

    public override void Read(TRow row, NpgsqlDataReader reader, int field)
    {
    }

    public override NpgsqlParameter Parameter(object value) => new NpgsqlParameter<TStored> { TypedValue = (TStored)value };

    public override NpgsqlParameter Parameters(IEnumerable<object> values) => throw Misuse();

    public override string Literal(object value) => throw Misuse();

    public override object ValueOf(TRow row) => throw Misuse();

    public override object? Parse(string text) => Parse<TStored>(text);

    private InvalidOperationException Misuse() => new($"{Name} is a key of an order and nothing else.");
}
