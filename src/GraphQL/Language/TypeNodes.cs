namespace SmsPlatform.GraphQL.Language;

/// <summary>A reference to a type.</summary>
public abstract class TypeNode : SyntaxNode
{
    private protected TypeNode(Location location)
        : base(location)
    {
    }
}

/// <summary>A type by its name.</summary>
public sealed class NamedTypeNode : TypeNode
{
    /// <summary>Makes the node.</summary>
    public NamedTypeNode(NameNode name, Location location = default)
        : base(location)
    {
        Name = name;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.NamedType;

    /// <summary>The name.</summary>
    public NameNode Name { get; }
}

/// <summary>A list of a type.</summary>
public sealed class ListTypeNode : TypeNode
{
    /// <summary>Makes the node.</summary>
    public ListTypeNode(TypeNode type, Location location = default)
        : base(location)
    {
        Type = type;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ListType;

    /// <summary>The type of the items.</summary>
    public TypeNode Type { get; }
}

/// <summary>A type without null.</summary>
public sealed class NonNullTypeNode : TypeNode
{
    /// <summary>Makes the node.</summary>
    public NonNullTypeNode(TypeNode type, Location location = default)
        : base(location)
    {
        Type = type;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.NonNullType;

    /// <summary>The type that may be null: a named type or a list.</summary>
    public TypeNode Type { get; }
}
