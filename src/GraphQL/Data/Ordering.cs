using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace SmsPlatform.GraphQL.Data;

/// <summary>A key by which a query is ordered.</summary>
/// <param name="Selector">The key.</param>
/// <param name="Ascending">Whether small values come first.</param>
internal sealed record OrderKey(LambdaExpression Selector, bool Ascending);

/// <summary>Reads and writes the order of a query's expression.</summary>
internal static class Ordering
{
    private static readonly ConcurrentDictionary<PropertyInfo, bool> Required = new();

    private static readonly string[] Names =
        [nameof(Queryable.OrderBy), nameof(Queryable.OrderByDescending), nameof(Queryable.ThenBy), nameof(Queryable.ThenByDescending)];

    public static bool IsOrdered(Expression expression) => expression is MethodCallExpression call && IsOrderCall(call);

    /// <summary>Takes the order off a query.</summary>
    /// <param name="source">The query; a projection around it, and filters, are looked through.</param>
    /// <returns>The query without order, and its keys, the most important first.</returns>
    public static (Expression Unordered, List<OrderKey> Keys) TakeOff(Expression source)
    {
        var keys = new List<OrderKey>();
        var unordered = TakeOff(source, keys);
        return (unordered, keys);
    }

    public static IQueryable<T> Apply<T>(IQueryable<T> source, IEnumerable<OrderKey> keys, bool reversed)
    {
        var expression = source.Expression;
        var isFirst = true;
        foreach (var key in keys)
        {
            var ascending = key.Ascending != reversed;

            // Databases disagree on where null stands; saying it keeps pages whole everywhere. Nulls come last when ascending.
            if (CanBeNull(key.Selector))
            {
                var isNull = Expression.Lambda(
                    Expression.Equal(key.Selector.Body, Expression.Constant(null, key.Selector.Body.Type)), key.Selector.Parameters);
                expression = Call(expression, isNull, ascending, ref isFirst);
            }

            expression = Call(expression, key.Selector, ascending, ref isFirst);
        }

        return source.Provider.CreateQuery<T>(expression);
    }

    public static bool CanBeNull(LambdaExpression selector) =>
        Nullable.GetUnderlyingType(selector.ReturnType) is not null || (!selector.ReturnType.IsValueType && !IsRequired(selector));

    // A property declared without ? holds no null, so an index over it can serve the order.
    private static bool IsRequired(LambdaExpression selector) =>
        selector.Body is MemberExpression { Member: PropertyInfo property, Expression: ParameterExpression }
        && Required.GetOrAdd(property, static item => !Binding.TypeShape.Of(item).IsNullable);

    private static Expression TakeOff(Expression source, List<OrderKey> keys)
    {
        if (source is not MethodCallExpression call || call.Method.DeclaringType != typeof(Queryable))
        {
            return source;
        }

        if (IsOrderCall(call))
        {
            var selector = (LambdaExpression)((UnaryExpression)call.Arguments[1]).Operand;
            keys.Insert(0, new OrderKey(selector, !call.Method.Name.EndsWith("Descending", StringComparison.Ordinal)));
            var isFirst = call.Method.Name.StartsWith("Order", StringComparison.Ordinal);
            return isFirst ? Drop(call.Arguments[0]) : TakeOff(call.Arguments[0], keys);
        }

        if (call.Method.Name == nameof(Queryable.Where))
        {
            return call.Update(null, [TakeOff(call.Arguments[0], keys), call.Arguments[1]]);
        }

        return source;
    }

    // An OrderBy makes every order before it meaningless.
    private static Expression Drop(Expression source)
    {
        var ignored = new List<OrderKey>();
        return TakeOff(source, ignored);
    }

    private static bool IsOrderCall(MethodCallExpression call) =>
        call.Method.DeclaringType == typeof(Queryable) && call.Arguments.Count == 2 && Names.Contains(call.Method.Name);

    private static MethodCallExpression Call(Expression source, LambdaExpression key, bool ascending, ref bool isFirst)
    {
        var name = (isFirst ? "OrderBy" : "ThenBy") + (ascending ? "" : "Descending");
        isFirst = false;
        return Expression.Call(typeof(Queryable), name, [key.Parameters[0].Type, key.ReturnType], source, Expression.Quote(key));
    }
}
