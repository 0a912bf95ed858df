using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>
/// What a compiled resolver takes its parameters from. Unless its binding keeps the context, one object is reused for all parents of a
/// field: read what is needed before the first <c>await</c>.
/// </summary>
public sealed class ResolverContext : IResolverContext
{
    private object? _parent;
    private object?[] _arguments = [];

    /// <summary>The object the field belongs to; null for root fields.</summary>
    public object? ParentObject => _parent;

    /// <inheritdoc/>
    public IServiceProvider Services { get; private set; } = EmptyServices.Instance;

    /// <inheritdoc/>
    public ClaimsPrincipal? User { get; private set; }

    /// <inheritdoc/>
    public IDictionary<string, object?> ContextData { get; private set; } = new Dictionary<string, object?>();

    /// <inheritdoc/>
    public CancellationToken RequestAborted { get; private set; }

    /// <summary>The event of the subscription that is executed for; null otherwise.</summary>
    public object? EventMessage { get; private set; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Parent<T>() => (T)_parent!;

    /// <summary>The argument at this place among the field's arguments, coerced and converted by its <see cref="InputBinding"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Argument<T>(int index) => _arguments[index] is { } value && value != InputBinding.Unset ? (T)value : default!;

    /// <summary>Whether the argument was given (a default value counts).</summary>
    public bool IsArgumentSet(int index) => _arguments[index] != InputBinding.Unset;

    /// <inheritdoc/>
    public T ArgumentValue<T>(string name) => throw new NotSupportedException();

    /// <inheritdoc/>
    public T Service<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>
    /// Services of a scope made for this call of the resolver, so that parallel resolvers do not share a <c>DbContext</c>; disposed
    /// when the request ends.
    /// </summary>
    public IServiceProvider GetResolverScope() => Services;

    /// <inheritdoc/>
    public T DataLoader<T>() where T : class => Services.GetRequiredService<T>();

    internal void Bind(object? parent, object?[] arguments)
    {
        _parent = parent;
        _arguments = arguments;
    }

    private sealed class EmptyServices : IServiceProvider
    {
        public static readonly EmptyServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
