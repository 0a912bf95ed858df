using System.Linq.Expressions;

namespace SmsPlatform.GraphQL.Data;

/// <summary>The operations of filters as expressions that databases understand and that are safe on null in memory.</summary>
internal static class FilterOperations
{
    public static FilterOperation Equal(bool negated) => (property, value) =>
    {
        var right = value is null ? Expression.Constant(null, Nullable(property.Type)) : Parameter(value, property.Type);
        var left = value is null && right.Type != property.Type ? Expression.Convert(property, right.Type) : property;
        return negated ? Expression.NotEqual(left, right) : Expression.Equal(left, right);
    };

    public static FilterOperation In(bool negated) => (property, value) =>
    {
        var items = value as object?[] ?? throw new GraphQLException(DataErrors.NullOperand(negated ? "nin" : "in"));
        var list = Array.CreateInstance(property.Type, items.Count(item => item is not null || IsNullable(property.Type)));
        var index = 0;
        foreach (var item in items.Where(item => item is not null || IsNullable(property.Type)))
        {
            list.SetValue(item, index++);
        }

        var contains = Expression.Call(
            typeof(Enumerable), nameof(Enumerable.Contains), [property.Type], QueryParameter.Of(list, list.GetType()), property);
        return negated ? Expression.Not(contains) : contains;
    };

    /// <summary>Compares; <paramref name="negated"/> forms are true for null too, as "not greater" says.</summary>
    public static FilterOperation Compare(string name, ExpressionType kind, bool negated) => (property, value) =>
    {
        if (value is null)
        {
            throw new GraphQLException(DataErrors.NullOperand(name));
        }

        var compared = Comparison(name, kind, property, Parameter(value, property.Type));
        return negated ? Expression.Not(compared) : compared;
    };

    public static FilterOperation Text(string name, string method, bool negated) => (property, value) =>
    {
        if (value is null)
        {
            throw new GraphQLException(DataErrors.NullOperand(name));
        }

        var nothing = Expression.Constant(null, typeof(string));
        var match = Expression.Call(property, typeof(string).GetMethod(method, [typeof(string)])!, QueryParameter.Of(value, typeof(string)));
        return negated
            ? Expression.OrElse(Expression.Equal(property, nothing), Expression.Not(match))
            : Expression.AndAlso(Expression.NotEqual(property, nothing), match);
    };

    public static Expression? And(Expression instance, object? value) => Join(instance, value, Expression.AndAlso);

    public static Expression? Or(Expression instance, object? value) => Join(instance, value, Expression.OrElse);

    /// <summary>A condition on an object that may be missing.</summary>
    public static FilterOperation Nested(SortField member) => (instance, value) =>
    {
        var property = member(instance);
        if (value is not FilterNode node)
        {
            return Expression.Equal(property, Expression.Constant(null, Nullable(property.Type)));
        }

        var condition = node.On(property);
        return condition is null || (property.Type.IsValueType && System.Nullable.GetUnderlyingType(property.Type) is null)
            ? condition
            : Expression.AndAlso(Expression.NotEqual(property, Expression.Constant(null, property.Type)), condition);
    };

    /// <summary>The operations of a property of a basic type.</summary>
    public static FilterOperation Member(SortField member) => (instance, value) => value is FilterNode node ? node.On(member(instance)) : null;

    public static FilterOperation Items(string method, Type element) => (list, value) =>
    {
        var item = Expression.Parameter(element, "item");
        var condition = (value as FilterNode)?.On(item) ?? Expression.Constant(true);
        var call = Expression.Call(
            typeof(Enumerable), method == "all" ? nameof(Enumerable.All) : nameof(Enumerable.Any), [element], list, Expression.Lambda(condition, item));
        return method == "none" ? Expression.Not(call) : call;
    };

    public static FilterOperation Any(Type element) => (list, value) =>
    {
        if (value is null)
        {
            return null;
        }

        var any = Expression.Call(typeof(Enumerable), nameof(Enumerable.Any), [element], list);
        return value is true ? any : Expression.Not(any);
    };

    private static Expression? Join(Expression instance, object? value, Func<Expression, Expression, Expression> join)
    {
        var conditions = (value as object?[] ?? []).OfType<FilterNode>().Select(node => node.On(instance)).OfType<Expression>().ToArray();
        return conditions.Length == 0 ? null : Balanced(conditions, join);
    }

    // A chain as long as a client likes would overflow the stack of whatever walks the tree.
    private static Expression Balanced(ReadOnlySpan<Expression> conditions, Func<Expression, Expression, Expression> join) =>
        conditions.Length == 1
            ? conditions[0]
            : join(Balanced(conditions[..(conditions.Length / 2)], join), Balanced(conditions[(conditions.Length / 2)..], join));

    private static BinaryExpression Comparison(string name, ExpressionType kind, Expression property, Expression value)
    {
        var type = System.Nullable.GetUnderlyingType(property.Type) ?? property.Type;
        if (type.IsPrimitive || type == typeof(decimal) || type == typeof(DateTime) || type == typeof(DateTimeOffset)
            || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(TimeSpan) || type == typeof(Guid))
        {
            return Expression.MakeBinary(kind, property, value);
        }

        if (type == typeof(string))
        {
            return Expression.MakeBinary(
                kind, Expression.Call(typeof(string), nameof(string.Compare), [], property, value), Expression.Constant(0));
        }

        return type.GetMethod(nameof(IComparable.CompareTo), [type]) is { } compare
            ? Expression.MakeBinary(kind, Expression.Call(property, compare, value), Expression.Constant(0))
            : throw new GraphQLException(DataErrors.NotComparable(name));
    }

    private static Expression Parameter(object value, Type type) => QueryParameter.Of(value, type);

    private static bool IsNullable(Type type) => !type.IsValueType || System.Nullable.GetUnderlyingType(type) is not null;

    private static Type Nullable(Type type) => IsNullable(type) ? type : typeof(Nullable<>).MakeGenericType(type);
}
