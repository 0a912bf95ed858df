using System.Diagnostics.CodeAnalysis;

namespace SmsPlatform.GraphQL.DataLoader;

/// <summary>The state of the branch that a batch is loaded for, such as its paging arguments.</summary>
[SuppressMessage("Performance", "CA1815", Justification = "Never compared.")]
public readonly struct DataLoaderFetchContext<TValue>
{
    private readonly object? _state;

    internal DataLoaderFetchContext(object? state) => _state = state;

    /// <summary>The state given to the branch, when it is of this type.</summary>
    public TState? GetState<TState>() => _state switch
    {
        TState state => state,
        Data.QueryState query => query.Get<TState>(),
        _ => default,
    };

    /// <summary>The page asked for by <c>.With(pagingArguments)</c>.</summary>
    /// <exception cref="InvalidOperationException">The loader was used without.</exception>
    public Data.PagingArguments GetPagingArguments() => GetRequiredState<Data.PagingArguments>();

    /// <summary>The selection, filter and order asked for by <c>.With(context)</c>; empty without.</summary>
    /// <typeparam name="T">The rows.</typeparam>
    public Data.QueryContext<T> GetQueryContext<T>() => GetState<Data.QueryContext<T>>() ?? Data.QueryContext<T>.Empty;

    /// <summary>The state given to the branch.</summary>
    /// <exception cref="InvalidOperationException">The loader was used without such a state.</exception>
    public TState GetRequiredState<TState>() => _state is TState || (_state as Data.QueryState)?.Has<TState>() == true
        ? GetState<TState>()!
        : throw new InvalidOperationException($"The data loader needs a {typeof(TState).Name}: use .With(…).");
}
