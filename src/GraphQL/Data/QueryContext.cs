using System.Linq.Expressions;

namespace SmsPlatform.GraphQL.Data;

/// <summary>What a request wants of a list: which columns, which rows, in which order. Null parts change nothing.</summary>
/// <typeparam name="TEntity">The rows.</typeparam>
/// <param name="Selector">Loads only what is selected.</param>
/// <param name="Predicate">The filter.</param>
/// <param name="Sorting">The order.</param>
public sealed record QueryContext<TEntity>(
    Expression<Func<TEntity, TEntity>>? Selector = null,
    Expression<Func<TEntity, bool>>? Predicate = null,
    SortDefinition<TEntity>? Sorting = null)
{
    /// <summary>Everything, as it comes.</summary>
    public static QueryContext<TEntity> Empty { get; } = new();
}

/// <summary>One key of an order.</summary>
/// <typeparam name="TEntity">The rows.</typeparam>
public interface ISortBy<TEntity>
{
    /// <summary>Whether small values come first.</summary>
    bool Ascending { get; }

    /// <summary>The key.</summary>
    LambdaExpression KeySelector { get; }

    /// <summary>Applies the key as the first of an order.</summary>
    /// <param name="source">The rows.</param>
    IOrderedQueryable<TEntity> ApplyOrderBy(IQueryable<TEntity> source);

    /// <summary>Applies the key as a further one of an order.</summary>
    /// <param name="source">The rows, ordered.</param>
    IOrderedQueryable<TEntity> ApplyThenBy(IOrderedQueryable<TEntity> source);
}

/// <summary>One key of an order.</summary>
/// <typeparam name="TEntity">The rows.</typeparam>
/// <typeparam name="TValue">The key.</typeparam>
/// <param name="keySelector">The key.</param>
/// <param name="ascending">Whether small values come first.</param>
public sealed class SortBy<TEntity, TValue>(Expression<Func<TEntity, TValue>> keySelector, bool ascending = true) : ISortBy<TEntity>
{
    /// <inheritdoc />
    public bool Ascending { get; } = ascending;

    /// <inheritdoc />
    public LambdaExpression KeySelector => keySelector;

    /// <inheritdoc />
    public IOrderedQueryable<TEntity> ApplyOrderBy(IQueryable<TEntity> source) =>
        Ascending ? source.OrderBy(keySelector) : source.OrderByDescending(keySelector);

    /// <inheritdoc />
    public IOrderedQueryable<TEntity> ApplyThenBy(IOrderedQueryable<TEntity> source) =>
        Ascending ? source.ThenBy(keySelector) : source.ThenByDescending(keySelector);
}

/// <summary>An order: keys, the most important first.</summary>
/// <typeparam name="T">The rows.</typeparam>
/// <param name="operations">The keys.</param>
public sealed class SortDefinition<T>(params IEnumerable<ISortBy<T>> operations)
{
    /// <summary>The keys, the most important first.</summary>
    public IReadOnlyList<ISortBy<T>> Operations { get; } = [.. operations];

    /// <summary>The order with a further key, small values first.</summary>
    /// <typeparam name="TResult">The key.</typeparam>
    /// <param name="keySelector">The key.</param>
    public SortDefinition<T> AddAscending<TResult>(Expression<Func<T, TResult>> keySelector) =>
        new([.. Operations, new SortBy<T, TResult>(keySelector)]);

    /// <summary>The order with a further key, great values first.</summary>
    /// <typeparam name="TResult">The key.</typeparam>
    /// <param name="keySelector">The key.</param>
    public SortDefinition<T> AddDescending<TResult>(Expression<Func<T, TResult>> keySelector) =>
        new([.. Operations, new SortBy<T, TResult>(keySelector, ascending: false)]);

    /// <summary>The order itself, or another when it has no keys.</summary>
    /// <param name="applyIfEmpty">Makes the other.</param>
    public SortDefinition<T> IfEmpty(Func<SortDefinition<T>, SortDefinition<T>> applyIfEmpty)
    {
        ArgumentNullException.ThrowIfNull(applyIfEmpty);
        return Operations.Count == 0 ? applyIfEmpty(this) : this;
    }
}

/// <summary>Applies what a request wants to a query.</summary>
public static class QueryContextExtensions
{
    /// <summary>Filters, orders and projects.</summary>
    /// <typeparam name="T">The rows.</typeparam>
    /// <param name="source">The query.</param>
    /// <param name="queryContext">What the request wants; null changes nothing.</param>
    /// <param name="modifySortDefinition">Completes the order, as with a unique key behind it.</param>
    public static IQueryable<T> With<T>(
        this IQueryable<T> source,
        QueryContext<T>? queryContext,
        Func<SortDefinition<T>, SortDefinition<T>>? modifySortDefinition = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (queryContext?.Predicate is { } predicate)
        {
            source = source.Where(predicate);
        }

        var sorting = queryContext?.Sorting ?? new SortDefinition<T>();
        source = source.OrderBy(modifySortDefinition is null ? sorting : modifySortDefinition(sorting));
        return queryContext?.Selector is { } selector ? source.Select(selector) : source;
    }

    /// <summary>Orders; a query that is ordered already keeps its keys before these.</summary>
    /// <typeparam name="T">The rows.</typeparam>
    /// <param name="source">The query.</param>
    /// <param name="sortDefinition">The order; null or empty changes nothing.</param>
    public static IQueryable<T> OrderBy<T>(this IQueryable<T> source, SortDefinition<T>? sortDefinition)
    {
        ArgumentNullException.ThrowIfNull(source);
        foreach (var key in sortDefinition?.Operations ?? [])
        {
            source = Ordering.IsOrdered(source.Expression)
                ? key.ApplyThenBy((IOrderedQueryable<T>)source)
                : key.ApplyOrderBy(source);
        }

        return source;
    }

    /// <summary>Loads only what a field selects.</summary>
    /// <typeparam name="T">The rows.</typeparam>
    /// <param name="source">The query.</param>
    /// <param name="selection">The field whose values the rows are.</param>
    public static IQueryable<T> Select<T>(this IQueryable<T> source, Execution.ISelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return Projection.Of<T>(selection, isPaged: false) is { } selector ? source.Select(selector) : source;
    }

    /// <summary>The context with a property always loaded.</summary>
    /// <typeparam name="T">The rows.</typeparam>
    /// <typeparam name="TValue">The property.</typeparam>
    /// <param name="context">The context.</param>
    /// <param name="property">The property.</param>
    public static QueryContext<T> Include<T, TValue>(this QueryContext<T> context, Expression<Func<T, TValue>> property)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(property);
        return context.Selector is { } selector ? context with { Selector = Projection.Include(selector, property) } : context;
    }
}
