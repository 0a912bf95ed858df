namespace SmsPlatform.GraphQL.Language;

/// <summary>An extension of a named type.</summary>
public abstract class TypeExtensionNode : TypeSystemDefinitionNode
{
    private protected TypeExtensionNode(NameNode name, NodeList<DirectiveNode> directives, Location location)
        : base(location)
    {
        Name = name;
        Directives = directives;
    }

    /// <summary>The name.</summary>
    public NameNode Name { get; }

    /// <summary>The directives applied here.</summary>
    public NodeList<DirectiveNode> Directives { get; }
}

/// <summary>An extension of a scalar.</summary>
public sealed class ScalarTypeExtensionNode : TypeExtensionNode
{
    /// <summary>Makes the node.</summary>
    public ScalarTypeExtensionNode(
        NameNode name,
        NodeList<DirectiveNode> directives,
        Location location = default)
        : base(name, directives, location)
    {
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ScalarTypeExtension;
}

/// <summary>An extension of an object type.</summary>
public sealed class ObjectTypeExtensionNode : TypeExtensionNode
{
    /// <summary>Makes the node.</summary>
    public ObjectTypeExtensionNode(
        NameNode name,
        NodeList<DirectiveNode> directives,
        NodeList<NamedTypeNode> interfaces,
        NodeList<FieldDefinitionNode> fields,
        Location location = default)
        : base(name, directives, location)
    {
        Interfaces = interfaces;
        Fields = fields;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ObjectTypeExtension;

    /// <summary>The interfaces it implements.</summary>
    public NodeList<NamedTypeNode> Interfaces { get; }

    /// <summary>The fields.</summary>
    public NodeList<FieldDefinitionNode> Fields { get; }
}

/// <summary>An extension of an interface.</summary>
public sealed class InterfaceTypeExtensionNode : TypeExtensionNode
{
    /// <summary>Makes the node.</summary>
    public InterfaceTypeExtensionNode(
        NameNode name,
        NodeList<DirectiveNode> directives,
        NodeList<NamedTypeNode> interfaces,
        NodeList<FieldDefinitionNode> fields,
        Location location = default)
        : base(name, directives, location)
    {
        Interfaces = interfaces;
        Fields = fields;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.InterfaceTypeExtension;

    /// <summary>The interfaces it implements.</summary>
    public NodeList<NamedTypeNode> Interfaces { get; }

    /// <summary>The fields.</summary>
    public NodeList<FieldDefinitionNode> Fields { get; }
}

/// <summary>An extension of a union.</summary>
public sealed class UnionTypeExtensionNode : TypeExtensionNode
{
    /// <summary>Makes the node.</summary>
    public UnionTypeExtensionNode(
        NameNode name,
        NodeList<DirectiveNode> directives,
        NodeList<NamedTypeNode> types,
        Location location = default)
        : base(name, directives, location)
    {
        Types = types;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.UnionTypeExtension;

    /// <summary>The member types.</summary>
    public NodeList<NamedTypeNode> Types { get; }
}

/// <summary>An extension of an enum.</summary>
public sealed class EnumTypeExtensionNode : TypeExtensionNode
{
    /// <summary>Makes the node.</summary>
    public EnumTypeExtensionNode(
        NameNode name,
        NodeList<DirectiveNode> directives,
        NodeList<EnumValueDefinitionNode> values,
        Location location = default)
        : base(name, directives, location)
    {
        Values = values;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.EnumTypeExtension;

    /// <summary>The values.</summary>
    public NodeList<EnumValueDefinitionNode> Values { get; }
}

/// <summary>An extension of an input object type.</summary>
public sealed class InputObjectTypeExtensionNode : TypeExtensionNode
{
    /// <summary>Makes the node.</summary>
    public InputObjectTypeExtensionNode(
        NameNode name,
        NodeList<DirectiveNode> directives,
        NodeList<InputValueDefinitionNode> fields,
        Location location = default)
        : base(name, directives, location)
    {
        Fields = fields;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.InputObjectTypeExtension;

    /// <summary>The input fields.</summary>
    public NodeList<InputValueDefinitionNode> Fields { get; }
}
