using System.Globalization;
using SmsPlatform.GraphQL.DataLoader;

namespace SmsPlatform.GraphQL.Data;

/// <summary>
/// Data loaders of one page, or one selection, per parent. Each call gives a branch of the loader whose keys are batched together: parents that
/// ask for the same page and selection share it.
/// </summary>
public static class DataLoaderQueryExtensions
{
    /// <summary>Loads one page per key.</summary>
    /// <typeparam name="TKey">The keys.</typeparam>
    /// <typeparam name="TValue">The items.</typeparam>
    /// <param name="dataLoader">The loader.</param>
    /// <param name="pagingArguments">Which page.</param>
    /// <param name="context">The selection, filter and order.</param>
    public static IDataLoader<TKey, Page<TValue>> With<TKey, TValue>(
        this IDataLoader<TKey, Page<TValue>> dataLoader, PagingArguments pagingArguments, QueryContext<TValue>? context = null)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(dataLoader);
        var key = string.Create(
            CultureInfo.InvariantCulture,
            $"{pagingArguments.First}|{pagingArguments.After}|{pagingArguments.Last}|{pagingArguments.Before}|{pagingArguments.IncludeTotalCount}");
        return dataLoader.Branch($"{key}|{KeyOf(context)}", new QueryState(pagingArguments, context));
    }

    /// <summary>Loads one value per key, as the request selects it.</summary>
    /// <typeparam name="TKey">The keys.</typeparam>
    /// <typeparam name="TValue">The values.</typeparam>
    /// <param name="dataLoader">The loader.</param>
    /// <param name="context">The selection, filter and order; null: the loader itself.</param>
    public static IDataLoader<TKey, TValue> With<TKey, TValue>(this IDataLoader<TKey, TValue> dataLoader, QueryContext<TValue>? context)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(dataLoader);
        return context is null || context == QueryContext<TValue>.Empty ? dataLoader : dataLoader.Branch(KeyOf(context), new QueryState(null, context));
    }

    /// <summary>Loads a list of values per key, as the request selects them.</summary>
    /// <typeparam name="TKey">The keys.</typeparam>
    /// <typeparam name="TValue">The values.</typeparam>
    /// <param name="dataLoader">The loader.</param>
    /// <param name="context">The selection, filter and order; null: the loader itself.</param>
    public static IDataLoader<TKey, TValue[]> With<TKey, TValue>(this IDataLoader<TKey, TValue[]> dataLoader, QueryContext<TValue>? context)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(dataLoader);
        return context is null || context == QueryContext<TValue>.Empty ? dataLoader : dataLoader.Branch(KeyOf(context), new QueryState(null, context));
    }

    /// <summary>Loads of each value only what a field selects.</summary>
    /// <typeparam name="TKey">The keys.</typeparam>
    /// <typeparam name="TValue">The values.</typeparam>
    /// <param name="dataLoader">The loader.</param>
    /// <param name="selection">The field whose values they are.</param>
    public static IDataLoader<TKey, TValue> Select<TKey, TValue>(this IDataLoader<TKey, TValue> dataLoader, Execution.ISelection selection)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(selection);
        return dataLoader.With(new QueryContext<TValue>(Projection.Of<TValue>(selection, isPaged: false)));
    }

    private static string KeyOf<T>(QueryContext<T>? context)
    {
        if (context is null)
        {
            return "";
        }

        var sorting = context.Sorting?.Operations.Select(key => $"{(key.Ascending ? '+' : '-')}{ExpressionKey.Of(key.KeySelector)}") ?? [];
        return $"{ExpressionKey.OfSelector(context.Selector)}|{ExpressionKey.Of(context.Predicate)}|{string.Join(',', sorting)}";
    }
}

/// <summary>The state of a branch made by <see cref="DataLoaderQueryExtensions"/>.</summary>
/// <param name="Paging">Which page.</param>
/// <param name="Context">The selection, filter and order.</param>
internal sealed record QueryState(PagingArguments? Paging, object? Context)
{
    public bool Has<TState>() => Paging is TState || Context is TState;

    public TState? Get<TState>() => Paging is TState paging ? paging : Context is TState context ? context : default;
}
