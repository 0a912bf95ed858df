namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>A type: a named one, a list, or a non-null wrapper. Within a schema types are compared by reference.</summary>
public abstract class GraphQLType
{
    private ListType? _list;
    private NonNullType? _nonNull;

    private protected GraphQLType()
    {
    }

    /// <summary>The type as the engine goes through it; made when it is first needed.</summary>
    internal Execution.CompletionShape Shape => field ??= new Execution.CompletionShape(this);

    /// <summary>What kind of type this is.</summary>
    public abstract TypeKind Kind { get; }

    /// <summary>The innermost type, without lists and non-null wrappers.</summary>
    public abstract NamedType Named { get; }

    /// <summary>The type without its outermost non-null wrapper, if it has one.</summary>
    public virtual GraphQLType NullableType => this;

    /// <summary>Whether null is no value of this type.</summary>
    public bool IsNonNull => Kind == TypeKind.NonNull;

    /// <summary>Whether this is a list, or a non-null list.</summary>
    public bool IsList => NullableType.Kind == TypeKind.List;

    /// <summary>Whether arguments and input fields may have this type.</summary>
    public bool IsInputType => Named.Kind is TypeKind.Scalar or TypeKind.Enum or TypeKind.InputObject;

    /// <summary>Whether output fields may have this type.</summary>
    public bool IsOutputType => Named.Kind is not TypeKind.InputObject;

    /// <summary>The list of this type; always the same object.</summary>
    public ListType AsList() => _list ?? Interlocked.CompareExchange(ref _list, new ListType(this), null) ?? _list;

    /// <summary>The non-null form of this type; always the same object. A non-null type returns itself.</summary>
    public GraphQLType AsNonNull() => this is NonNullType
        ? this
        : _nonNull ?? Interlocked.CompareExchange(ref _nonNull, new NonNullType(this), null) ?? _nonNull;
}
