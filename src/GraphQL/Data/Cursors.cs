using System.Linq.Expressions;
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
        var item = Expression.Parameter(typeof(T));
        var values = Expression.NewArrayInit(
            typeof(object),
            keys.Select(key => Expression.Convert(ParameterReplacer.Replace(key.Selector, item), typeof(object))));
        var read = new Lazy<Func<T, object?[]>>(Expression.Lambda<Func<T, object?[]>>(values, item).Compile);
        return row => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(read.Value(row)));
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

/// <summary>Holds a value that a database provider shall send as a parameter, not write into the statement.</summary>
internal static class QueryParameter
{
    public static Expression Of(object? value, Type type) => Expression.Property(
        Expression.Constant(Activator.CreateInstance(typeof(Box<>).MakeGenericType(type), [value])!), nameof(Box<int>.Value));

    internal sealed class Box<T>(T value)
    {
        public T Value { get; } = value;
    }
}
