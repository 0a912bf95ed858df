using System.Diagnostics.CodeAnalysis;

namespace SmsPlatform.GraphQL.DataLoader;

/// <summary>The state of the branch that a batch is loaded for, such as its paging arguments.</summary>
[SuppressMessage("Performance", "CA1815", Justification = "Never compared.")]
public readonly struct DataLoaderFetchContext<TValue>
{
    private readonly object? _state;

    internal DataLoaderFetchContext(object? state) => _state = state;

    /// <summary>The state given to the branch, when it is of this type.</summary>
    public TState? GetState<TState>() => _state is TState state ? state : default;

    /// <summary>The state given to the branch.</summary>
    /// <exception cref="InvalidOperationException">The loader was used without such a state.</exception>
    public TState GetRequiredState<TState>() => _state is TState state
        ? state
        : throw new InvalidOperationException($"The data loader needs a {typeof(TState).Name}: use .With(…).");
}
