using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;

namespace SmsPlatform.GraphQL.Data;

/// <summary>
/// Writes and reads keyset cursors: the base64 of a JSON array of the keys' values. Opaque to clients, and checked when it comes back, as a
/// client may send anything.
/// </summary>
internal static class Cursors
{
    private const int LongestCursor = 4096;

    public static Func<T, string> Writer<T>(IReadOnlyList<OrderKey> keys)
    {
        var readers = keys.Select(key => KeyReaders.Of(key.Selector)).ToArray();
        return row => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(Array.ConvertAll(readers, read => read(row!))));
    }

    /// <exception cref="GraphQLException">The cursor was not written for these keys.</exception>
    public static object?[] Read(string cursor, IReadOnlyList<OrderKey> keys, string argument)
    {
        var bytes = new byte[Math.Min(cursor.Length, LongestCursor)];
        if (cursor.Length > LongestCursor || !Convert.TryFromBase64String(cursor, bytes, out var length))
        {
            throw new GraphQLException(DataErrors.InvalidCursor(argument));
        }

        try
        {
            using var json = JsonDocument.Parse(bytes.AsMemory(0, length));
            if (json.RootElement.ValueKind != JsonValueKind.Array || json.RootElement.GetArrayLength() != keys.Count)
            {
                throw new GraphQLException(DataErrors.InvalidCursor(argument));
            }

            return [.. keys.Select((key, index) => Value(json.RootElement[index], key.Selector.ReturnType, argument))];
        }
        catch (JsonException)
        {
            throw new GraphQLException(DataErrors.InvalidCursor(argument));
        }
    }

    private static object? Value(JsonElement json, Type type, string argument)
    {
        var value = json.Deserialize(type);
        return value is null && type.IsValueType && Nullable.GetUnderlyingType(type) is null
            ? throw new GraphQLException(DataErrors.InvalidCursor(argument))
            : value;
    }
}

/// <summary>Puts another expression in the place of a lambda's parameter.</summary>
internal sealed class ParameterReplacer(ParameterExpression parameter, Expression replacement) : ExpressionVisitor
{
    public static Expression Replace(LambdaExpression lambda, Expression argument) =>
        new ParameterReplacer(lambda.Parameters[0], argument).Visit(lambda.Body);

    protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? replacement : base.VisitParameter(node);
}

/// <summary>Reads the keys of rows. A property is read by code compiled once, not once per request.</summary>
internal static class KeyReaders
{
    private static readonly ConcurrentDictionary<PropertyInfo, Func<object, object?>> Properties = new();

    public static Func<object, object?> Of(LambdaExpression selector)
    {
        if (selector.Body is MemberExpression { Member: PropertyInfo property, Expression: ParameterExpression })
        {
            return Properties.GetOrAdd(property, Compile);
        }

        // Rare, and interpreting starts a thousand times quicker than compiling.
        var row = Expression.Parameter(typeof(object));
        var body = ParameterReplacer.Replace(selector, Expression.Convert(row, selector.Parameters[0].Type));
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(body, typeof(object)), row).Compile(preferInterpretation: true);
    }

    private static Func<object, object?> Compile(PropertyInfo property)
    {
        var row = Expression.Parameter(typeof(object));
        var value = Expression.Property(Expression.Convert(row, property.DeclaringType!), property);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(value, typeof(object)), row).Compile();
    }
}

/// <summary>Holds a value that a database provider shall send as a parameter, not write into the statement.</summary>
internal static class QueryParameter
{
    private static readonly ConcurrentDictionary<Type, Func<object?, Expression>> Makers = new();

    public static Expression Of(object? value, Type type) => Makers.GetOrAdd(type, static item =>
        typeof(QueryParameter).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(item)
            .CreateDelegate<Func<object?, Expression>>())(value);

    private static MemberExpression Make<T>(object? value) =>
        Expression.Property(Expression.Constant(new Box<T>((T)value!)), nameof(Box<int>.Value));

    internal interface IBox
    {
        object? Value { get; }
    }

    internal sealed class Box<T>(T value) : IBox
    {
        public T Value { get; } = value;

        object? IBox.Value => Value;
    }
}
