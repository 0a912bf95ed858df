using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.Data;

/// <summary>The filter of a request, for a resolver that applies it itself.</summary>
public interface IFilterContext
{
    /// <summary>Whether the request filters.</summary>
    bool IsDefined { get; }

    /// <summary>The filter as a predicate; null when the request does not filter.</summary>
    /// <typeparam name="T">The rows.</typeparam>
    Expression<Func<T, bool>>? AsPredicate<T>();
}

/// <summary>The order of a request, for a resolver that applies it itself.</summary>
public interface ISortingContext
{
    /// <summary>Whether the request orders.</summary>
    bool IsDefined { get; }

    /// <summary>The order; null when the request does not order.</summary>
    /// <typeparam name="T">The rows.</typeparam>
    SortDefinition<T>? AsSortDefinition<T>();
}

/// <summary>The <c>where</c> argument of a field.</summary>
internal sealed class FilterArgument(int index)
{
    public IFilterContext Read(ResolverContext context) => new FilterContext(context.Argument<FilterNode?>(index));
}

/// <summary>The <c>order</c> argument of a field.</summary>
internal sealed class SortArgument(int index)
{
    public ISortingContext Read(ResolverContext context) => new SortingContext(context.Argument<SortNode[]?>(index));
}

/// <summary>A filter input object as it was given: a value, or unset, for each field.</summary>
/// <param name="Operations">What each field means.</param>
/// <param name="Values">The values.</param>
internal sealed record FilterNode(IReadOnlyList<FilterOperation> Operations, object?[] Values)
{
    /// <summary>How many fields are given, here and in all nodes beneath.</summary>
    public int Count() => Values.Sum(value => value == InputBinding.Unset ? 0 : 1 + value switch
    {
        FilterNode node => node.Count(),
        object?[] items => items.OfType<FilterNode>().Sum(item => item.Count()),
        _ => 0,
    });

    /// <summary>The condition on an instance; null when no field is given.</summary>
    public Expression? On(Expression instance)
    {
        Expression? condition = null;
        for (var i = 0; i < Values.Length; i++)
        {
            if (Values[i] != InputBinding.Unset && Operations[i](instance, Values[i]) is { } next)
            {
                condition = condition is null ? next : Expression.AndAlso(condition, next);
            }
        }

        return condition;
    }
}

/// <summary>Makes the condition of one filter field; null when it restricts nothing.</summary>
/// <param name="instance">The row or property.</param>
/// <param name="value">The field's value.</param>
internal delegate Expression? FilterOperation(Expression instance, object? value);

/// <summary>A sort input object as it was given.</summary>
/// <param name="Keys">What each field means: a property and, for an object, its own keys.</param>
/// <param name="Values">A direction, a nested node, or unset, for each field.</param>
internal sealed record SortNode(IReadOnlyList<SortField> Keys, object?[] Values)
{
    public IEnumerable<(Expression Key, bool Ascending)> On(Expression instance)
    {
        for (var i = 0; i < Values.Length; i++)
        {
            var key = Keys[i](instance);
            if (Values[i] is SortDirection direction)
            {
                yield return (key, direction == SortDirection.Asc);
            }
            else if (Values[i] is SortNode nested)
            {
                foreach (var (inner, ascending) in nested.On(key))
                {
                    yield return (NullSafe(key, inner), ascending);
                }
            }
        }
    }

    // In memory a missing object would throw; a database reads the column of the row that is not there as null anyway.
    private static ConditionalExpression NullSafe(Expression owner, Expression inner)
    {
        var type = inner.Type.IsValueType && Nullable.GetUnderlyingType(inner.Type) is null
            ? typeof(Nullable<>).MakeGenericType(inner.Type)
            : inner.Type;
        return Expression.Condition(
            Expression.Equal(owner, Expression.Constant(null, owner.Type)),
            Expression.Constant(null, type),
            inner.Type == type ? inner : Expression.Convert(inner, type));
    }
}

/// <summary>Reads a property.</summary>
/// <param name="instance">The row or object.</param>
internal delegate Expression SortField(Expression instance);

/// <summary>The direction of an order, as <c>SortEnumType</c> names it.</summary>
internal enum SortDirection
{
    Asc,
    Desc,
}

internal sealed class FilterContext(FilterNode? node) : IFilterContext
{
    private const int MaxConditions = 256;

    public bool IsDefined => node is not null;

    public Expression<Func<T, bool>>? AsPredicate<T>()
    {
        if (node?.Count() > MaxConditions)
        {
            throw new GraphQLException(DataErrors.TooManyConditions(MaxConditions));
        }

        var row = Expression.Parameter(typeof(T), "row");
        return node?.On(row) is { } condition ? Expression.Lambda<Func<T, bool>>(condition, row) : null;
    }
}

internal sealed class SortingContext(SortNode[]? nodes) : ISortingContext
{
    private const int MaxKeys = 16;

    public bool IsDefined => nodes is { Length: > 0 };

    public SortDefinition<T>? AsSortDefinition<T>()
    {
        if (!IsDefined)
        {
            return null;
        }

        var row = Expression.Parameter(typeof(T), "row");
        var keys = nodes!.SelectMany(node => node.On(row)).Take(MaxKeys + 1).ToList();
        return keys.Count > MaxKeys
            ? throw new GraphQLException(DataErrors.TooManyKeys(MaxKeys))
            : new SortDefinition<T>(keys.Select(key => SortKeys<T>.Make(key.Key, row, key.Ascending)));
    }
}

/// <summary>Makes the keys of an order from expressions whose types are only known here.</summary>
internal static class SortKeys<T>
{
    private static readonly ConcurrentDictionary<Type, Func<Expression, ParameterExpression, bool, ISortBy<T>>> Makers = new();

    public static ISortBy<T> Make(Expression key, ParameterExpression row, bool ascending) => Makers.GetOrAdd(key.Type, static type =>
        typeof(SortKeys<T>).GetMethod(nameof(Of), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type)
            .CreateDelegate<Func<Expression, ParameterExpression, bool, ISortBy<T>>>())(key, row, ascending);

    private static SortBy<T, TKey> Of<TKey>(Expression key, ParameterExpression row, bool ascending) =>
        new(Expression.Lambda<Func<T, TKey>>(key, row), ascending);
}

/// <summary>Applies a request's filter and order to a query.</summary>
public static class FilterContextExtensions
{
    /// <summary>Filters as the request asks.</summary>
    /// <typeparam name="T">The rows.</typeparam>
    /// <param name="source">The query.</param>
    /// <param name="filter">The filter.</param>
    public static IQueryable<T> Where<T>(this IQueryable<T> source, IFilterContext filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return filter.AsPredicate<T>() is { } predicate ? source.Where(predicate) : source;
    }

    /// <summary>Orders as the request asks.</summary>
    /// <typeparam name="T">The rows.</typeparam>
    /// <param name="source">The query.</param>
    /// <param name="sorting">The order.</param>
    public static IQueryable<T> Order<T>(this IQueryable<T> source, ISortingContext sorting)
    {
        ArgumentNullException.ThrowIfNull(sorting);
        return source.OrderBy(sorting.AsSortDefinition<T>());
    }
}
