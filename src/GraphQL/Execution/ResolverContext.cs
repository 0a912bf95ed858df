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
    private readonly OperationExecution _execution;
    private Selection _selection = null!;
    private object? _parent;
    private object?[] _arguments = [];

    internal ResolverContext(OperationExecution execution) => _execution = execution;

    /// <summary>The object the field belongs to; for root fields an object of the engine's that has no meaning.</summary>
    public object? ParentObject => _parent;

    /// <inheritdoc/>
    public IServiceProvider Services => _execution.Services;

    /// <inheritdoc/>
    public ClaimsPrincipal? User => _execution.User;

    /// <inheritdoc/>
    public IDictionary<string, object?> ContextData => _execution.ContextData;

    /// <inheritdoc/>
    public CancellationToken RequestAborted => _execution.RequestAborted;

    /// <inheritdoc/>
    public ISelection Selection => new SelectionView(_execution, _selection);

    /// <summary>The schema.</summary>
    public TypeSystem.Schema Schema => _execution.Plan.Schema;

    /// <summary>The document's operation.</summary>
    public Language.OperationDefinitionNode Operation => _execution.Plan.Operation;

    /// <summary>The event of the subscription that is executed for; null otherwise.</summary>
    public object? EventMessage => _execution.EventMessage;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Parent<T>() => (T)_parent!;

    /// <summary>The argument at this place among the field's arguments, coerced and converted by its <see cref="InputBinding"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Argument<T>(int index) => _arguments[index] is { } value && value != InputBinding.Unset ? (T)value : default!;

    /// <summary>Whether the argument was given (a default value counts).</summary>
    public bool IsArgumentSet(int index) => _arguments[index] != InputBinding.Unset;

    /// <inheritdoc/>
    public T ArgumentValue<T>(string name)
    {
        var arguments = _selection.Field.Arguments;
        return arguments.Find(name) is { } argument
            ? Argument<T>(argument.Index)
            : throw new ArgumentException($"The field '{_selection.Field}' has no argument '{name}'.", nameof(name));
    }

    /// <inheritdoc/>
    public T Service<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>
    /// Services of a scope made for this call of the resolver, so that parallel resolvers do not share a <c>DbContext</c>; disposed
    /// when the request ends. Each call makes a scope.
    /// </summary>
    public IServiceProvider CreateScope() => _execution.CreateScope();

    /// <inheritdoc/>
    public T DataLoader<T>() where T : class => _execution.DataLoader<T>();

    internal void Bind(Selection selection, object? parent, object?[] arguments)
    {
        _selection = selection;
        _parent = parent;
        _arguments = arguments;
    }
}
