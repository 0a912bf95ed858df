namespace SmsPlatform.GraphQL.Language;

/// <summary>The definition of a named type.</summary>
public abstract class TypeDefinitionNode : TypeSystemDefinitionNode
{
    private protected TypeDefinitionNode(NameNode name, NodeList<DirectiveNode> directives, StringValueNode? description, Location location)
        : base(location)
    {
        Name = name;
        Directives = directives;
        Description = description;
    }

    /// <summary>The name.</summary>
    public NameNode Name { get; }

    /// <summary>The directives applied here.</summary>
    public NodeList<DirectiveNode> Directives { get; }

    /// <summary>The description, when there is one.</summary>
    public StringValueNode? Description { get; }
}

/// <summary>The definition of a scalar.</summary>
public sealed class ScalarTypeDefinitionNode : TypeDefinitionNode
{
    /// <summary>Makes the node.</summary>
    public ScalarTypeDefinitionNode(
        NameNode name,
        NodeList<DirectiveNode> directives,
        StringValueNode? description = null,
        Location location = default)
        : base(name, directives, description, location)
    {
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ScalarTypeDefinition;
}

/// <summary>The definition of an object type.</summary>
public sealed class ObjectTypeDefinitionNode : TypeDefinitionNode
{
    /// <summary>Makes the node.</summary>
    public ObjectTypeDefinitionNode(
        NameNode name,
        NodeList<DirectiveNode> directives,
        NodeList<NamedTypeNode> interfaces,
        NodeList<FieldDefinitionNode> fields,
        StringValueNode? description = null,
        Location location = default)
        : base(name, directives, description, location)
    {
        Interfaces = interfaces;
        Fields = fields;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ObjectTypeDefinition;

    /// <summary>The interfaces it implements.</summary>
    public NodeList<NamedTypeNode> Interfaces { get; }

    /// <summary>The fields.</summary>
    public NodeList<FieldDefinitionNode> Fields { get; }
}

/// <summary>The definition of an interface.</summary>
public sealed class InterfaceTypeDefinitionNode : TypeDefinitionNode
{
    /// <summary>Makes the node.</summary>
    public InterfaceTypeDefinitionNode(
        NameNode name,
        NodeList<DirectiveNode> directives,
        NodeList<NamedTypeNode> interfaces,
        NodeList<FieldDefinitionNode> fields,
        StringValueNode? description = null,
        Location location = default)
        : base(name, directives, description, location)
    {
        Interfaces = interfaces;
        Fields = fields;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.InterfaceTypeDefinition;

    /// <summary>The interfaces it implements.</summary>
    public NodeList<NamedTypeNode> Interfaces { get; }

    /// <summary>The fields.</summary>
    public NodeList<FieldDefinitionNode> Fields { get; }
}

/// <summary>The definition of a union.</summary>
public sealed class UnionTypeDefinitionNode : TypeDefinitionNode
{
    /// <summary>Makes the node.</summary>
    public UnionTypeDefinitionNode(
        NameNode name,
        NodeList<DirectiveNode> directives,
        NodeList<NamedTypeNode> types,
        StringValueNode? description = null,
        Location location = default)
        : base(name, directives, description, location)
    {
        Types = types;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.UnionTypeDefinition;

    /// <summary>The member types.</summary>
    public NodeList<NamedTypeNode> Types { get; }
}

/// <summary>The definition of an enum.</summary>
public sealed class EnumTypeDefinitionNode : TypeDefinitionNode
{
    /// <summary>Makes the node.</summary>
    public EnumTypeDefinitionNode(
        NameNode name,
        NodeList<DirectiveNode> directives,
        NodeList<EnumValueDefinitionNode> values,
        StringValueNode? description = null,
        Location location = default)
        : base(name, directives, description, location)
    {
        Values = values;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.EnumTypeDefinition;

    /// <summary>The values.</summary>
    public NodeList<EnumValueDefinitionNode> Values { get; }
}

/// <summary>The definition of an input object type.</summary>
public sealed class InputObjectTypeDefinitionNode : TypeDefinitionNode
{
    /// <summary>Makes the node.</summary>
    public InputObjectTypeDefinitionNode(
        NameNode name,
        NodeList<DirectiveNode> directives,
        NodeList<InputValueDefinitionNode> fields,
        StringValueNode? description = null,
        Location location = default)
        : base(name, directives, description, location)
    {
        Fields = fields;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.InputObjectTypeDefinition;

    /// <summary>The input fields.</summary>
    public NodeList<InputValueDefinitionNode> Fields { get; }
}
