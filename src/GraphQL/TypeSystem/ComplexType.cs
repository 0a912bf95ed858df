namespace SmsPlatform.GraphQL.TypeSystem;

/// <summary>A type with output fields: an object or an interface.</summary>
public abstract class ComplexType : NamedType
{
    private protected ComplexType(string name, string? description)
        : base(name, description)
    {
    }

    /// <summary>The fields, in order.</summary>
    public NamedList<OutputField> Fields { get; internal set; } = NamedList<OutputField>.Empty;

    /// <summary>The interfaces the type implements, the transitive ones included.</summary>
    public IReadOnlyList<InterfaceType> Interfaces { get; internal set; } = [];
}

/// <summary>An object.</summary>
public sealed class ObjectType : ComplexType
{
    internal ObjectType(string name, string? description = null)
        : base(name, description)
    {
    }

    /// <inheritdoc />
    public override TypeKind Kind => TypeKind.Object;

    /// <summary>Whether a runtime object is of this type; null when <see cref="NamedType.RuntimeType"/> decides.</summary>
    internal Func<object, bool>? IsTypeOf { get; set; }
}

/// <summary>An interface.</summary>
public sealed class InterfaceType : ComplexType
{
    internal InterfaceType(string name, string? description = null)
        : base(name, description)
    {
    }

    /// <inheritdoc />
    public override TypeKind Kind => TypeKind.Interface;

    /// <summary>The objects that implement the interface; set when the schema is built.</summary>
    internal IReadOnlyList<ObjectType> PossibleTypes { get; set; } = [];
}

/// <summary>A union.</summary>
public sealed class UnionType : NamedType
{
    internal UnionType(string name, string? description = null)
        : base(name, description)
    {
    }

    /// <inheritdoc />
    public override TypeKind Kind => TypeKind.Union;

    /// <summary>The members, in order.</summary>
    public IReadOnlyList<ObjectType> Members { get; internal set; } = [];
}
