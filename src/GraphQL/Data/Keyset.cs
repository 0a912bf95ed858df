using System.Linq.Expressions;

namespace SmsPlatform.GraphQL.Data;

/// <summary>Makes the predicate for the rows behind or before a place in an order.</summary>
internal static class Keyset
{
    /// <summary>
    /// <c>k1 &gt; v1 || (k1 == v1 &amp;&amp; (k2 &gt; v2 || …))</c>, turned round for descending keys, and aware that null stands behind
    /// everything when ascending.
    /// </summary>
    public static Expression<Func<T, bool>> Predicate<T>(IReadOnlyList<OrderKey> keys, object?[] values, bool behind)
    {
        var row = Expression.Parameter(typeof(T), "row");
        Expression? predicate = null;
        for (var i = keys.Count - 1; i >= 0; i--)
        {
            var key = ParameterReplacer.Replace(keys[i].Selector, row);
            var after = After(keys[i], key, values[i], greater: keys[i].Ascending == behind);
            predicate = predicate is null
                ? after
                : Expression.OrElse(after, Expression.AndAlso(Same(key, values[i]), predicate));
        }

        return Expression.Lambda<Func<T, bool>>(predicate!, row);
    }

    private static BinaryExpression Same(Expression key, object? value) => value is null
        ? Expression.Equal(key, Expression.Constant(null, key.Type))
        : Expression.Equal(key, QueryParameter.Of(value, key.Type));

    private static Expression After(OrderKey order, Expression key, object? value, bool greater)
    {
        if (!Ordering.CanBeNull(order.Selector))
        {
            return value is null ? Expression.Constant(false) : Compare(key, QueryParameter.Of(value, key.Type), greater);
        }

        // "Greater" is towards the nulls.
        var isNull = Expression.Equal(key, Expression.Constant(null, key.Type));
        if (value is null)
        {
            return greater ? Expression.Constant(false) : Expression.Not(isNull);
        }

        var compare = Compare(key, QueryParameter.Of(value, key.Type), greater);
        return greater ? Expression.OrElse(compare, isNull) : Expression.AndAlso(Expression.Not(isNull), compare);
    }

    private static BinaryExpression Compare(Expression key, Expression value, bool greater)
    {
        var type = Nullable.GetUnderlyingType(key.Type) ?? key.Type;
        if (type == typeof(string))
        {
            var compared = Expression.Call(typeof(string), nameof(string.Compare), [], key, value);
            return Against(compared, Expression.Constant(0), greater);
        }

        if (type == typeof(bool) || type.IsEnum)
        {
            var number = type.IsEnum ? Enum.GetUnderlyingType(type) : typeof(int);
            return Against(Number(key, number), Number(value, number), greater);
        }

        if (HasOperators(type))
        {
            return Against(key, value, greater);
        }

        if (Nullable.GetUnderlyingType(key.Type) is not null)
        {
            key = Expression.Property(key, "Value");
            value = Expression.Property(value, "Value");
        }

        return type.GetMethod(nameof(IComparable.CompareTo), [type]) is { } compare
            ? Against(Expression.Call(key, compare, value), Expression.Constant(0), greater)
            : throw new NotSupportedException($"A page cannot be ordered by {type}: it has no CompareTo.");
    }

    private static Expression Number(Expression value, Type number) => value.Type == typeof(bool)
        ? Expression.Condition(value, Expression.Constant(1), Expression.Constant(0))
        : value.Type == typeof(bool?)
            ? Expression.Condition(
                Expression.Equal(value, Expression.Constant(true, typeof(bool?))), Expression.Constant(1), Expression.Constant(0))
            : Expression.Convert(value, Nullable.GetUnderlyingType(value.Type) is null ? number : typeof(Nullable<>).MakeGenericType(number));

    private static BinaryExpression Against(Expression left, Expression right, bool greater) =>
        greater ? Expression.GreaterThan(left, right) : Expression.LessThan(left, right);

    private static bool HasOperators(Type type) => type.IsPrimitive || type == typeof(decimal) || type == typeof(DateTime)
        || type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(TimeSpan);
}
