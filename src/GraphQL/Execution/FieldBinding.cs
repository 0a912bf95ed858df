using System.Linq.Expressions;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>
/// How the value of an output field comes about: a <see cref="PureBinding"/> reads it from the parent while the
/// response is written; a <see cref="ResolverBinding"/> runs code for it before.
/// </summary>
public abstract class FieldBinding
{
    private protected FieldBinding()
    {
    }

    /// <summary>
    /// What the user needs before the field may be executed; empty for most fields. A requirement on a type is
    /// copied here for each of its fields.
    /// </summary>
    public IReadOnlyList<AuthorizeRequirement> Authorization { get; init; } = [];
}

/// <summary>Writes a leaf field of <paramref name="parent"/> as JSON.</summary>
/// <returns><c>false</c> when the value is null; nothing has been written then.</returns>
/// <exception cref="Exception">The getter failed, or the value does not fit the field's type; nothing needs to be undone.</exception>
public delegate bool LeafFieldWriter(object parent, ResultWriter writer);

/// <summary>
/// A field read by a compiled accessor: no task, no services, no arguments, no side effect. It runs when the response is
/// written, once per parent, and may throw.
/// </summary>
public sealed class PureBinding : FieldBinding
{
    private Lazy<LeafFieldWriter?>? _compiled;

    /// <summary>Binds an accessor that works on untyped values.</summary>
    /// <param name="get">Reads the value; lists as any <see cref="System.Collections.IEnumerable"/>.</param>
    /// <param name="write">For leaf fields: writes the value without boxing it. Null: the engine writes what <paramref name="get"/> returns.</param>
    public PureBinding(Func<object, object?> get, LeafFieldWriter? write = null)
    {
        Get = get;
        Write = write;
    }

    /// <summary>Reads the value from a parent that is not null.</summary>
    public Func<object, object?> Get { get; }

    /// <summary>Writes the value of a leaf field, when a typed way is known.</summary>
    public LeafFieldWriter? Write { get; }

    /// <summary>The writer of a leaf field: the given one, or one compiled from <see cref="Accessor"/> when it is first needed.</summary>
    internal LeafFieldWriter? GetWriter(TypeSystem.GraphQLType type)
    {
        if (Write is not null || Accessor is null)
        {
            return Write;
        }

        _compiled ??= new Lazy<LeafFieldWriter?>(() => LeafWriterCompiler.TryCompile(Accessor, type.Named));
        return _compiled.Value;
    }

    /// <summary>The expression this binding was compiled from: <c>(TParent parent) => value</c>; used for projections.</summary>
    public LambdaExpression? Accessor { get; init; }
}

/// <summary>A field whose value is computed by a resolver, before the response is written.</summary>
public sealed class ResolverBinding(FieldResolver resolver) : FieldBinding
{
    /// <summary>The compiled resolver.</summary>
    public FieldResolver Resolver { get; } = resolver;

    /// <summary>
    /// The resolver (or something it calls) may keep the <see cref="ResolverContext"/> beyond its synchronous part, as a method with an
    /// <see cref="IResolverContext"/> parameter may. Otherwise one context is reused for all parents.
    /// </summary>
    public bool KeepsContext { get; init; }
}

/// <summary>A root field of the subscription type: a source stream, and a resolver that is run for each of its events.</summary>
public sealed class SubscriptionBinding(SubscribeResolver subscribe, FieldResolver resolver) : FieldBinding
{
    /// <summary>Opens the source stream.</summary>
    public SubscribeResolver Subscribe { get; } = subscribe;

    /// <summary>Runs once per event; the event is <see cref="ResolverContext.EventMessage"/>, and is the parent as well.</summary>
    public FieldResolver Resolver { get; } = resolver;
}

/// <summary>Opens the source stream of a subscription. The stream ends when the subscriber leaves or the enumerator is disposed.</summary>
public delegate ValueTask<IAsyncEnumerable<object?>> SubscribeResolver(ResolverContext context);
