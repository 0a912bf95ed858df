namespace SmsPlatform.GraphQL.Language;

/// <summary>A definition or an extension of a type system.</summary>
public abstract class TypeSystemDefinitionNode : DefinitionNode
{
    private protected TypeSystemDefinitionNode(Location location)
        : base(location)
    {
    }
}

/// <summary>The definition of the schema: its root types.</summary>
public sealed class SchemaDefinitionNode : TypeSystemDefinitionNode
{
    /// <summary>Makes the node.</summary>
    public SchemaDefinitionNode(
        NodeList<DirectiveNode> directives,
        NodeList<OperationTypeDefinitionNode> operationTypes,
        StringValueNode? description = null,
        Location location = default)
        : base(location)
    {
        Directives = directives;
        OperationTypes = operationTypes;
        Description = description;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.SchemaDefinition;

    /// <summary>The directives applied here.</summary>
    public NodeList<DirectiveNode> Directives { get; }

    /// <summary>The root types.</summary>
    public NodeList<OperationTypeDefinitionNode> OperationTypes { get; }

    /// <summary>The description, when there is one.</summary>
    public StringValueNode? Description { get; }
}

/// <summary>An extension of the schema.</summary>
public sealed class SchemaExtensionNode : TypeSystemDefinitionNode
{
    /// <summary>Makes the node.</summary>
    public SchemaExtensionNode(
        NodeList<DirectiveNode> directives,
        NodeList<OperationTypeDefinitionNode> operationTypes,
        Location location = default)
        : base(location)
    {
        Directives = directives;
        OperationTypes = operationTypes;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.SchemaExtension;

    /// <summary>The directives applied here.</summary>
    public NodeList<DirectiveNode> Directives { get; }

    /// <summary>The root types.</summary>
    public NodeList<OperationTypeDefinitionNode> OperationTypes { get; }
}

/// <summary>Names the root type of one kind of operation.</summary>
public sealed class OperationTypeDefinitionNode : SyntaxNode
{
    /// <summary>Makes the node.</summary>
    public OperationTypeDefinitionNode(OperationType operation, NamedTypeNode type, Location location = default)
        : base(location)
    {
        Operation = operation;
        Type = type;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.OperationTypeDefinition;

    /// <summary>The kind of operation.</summary>
    public OperationType Operation { get; }

    /// <summary>The root type.</summary>
    public NamedTypeNode Type { get; }
}

/// <summary>The definition of a directive.</summary>
public sealed class DirectiveDefinitionNode : TypeSystemDefinitionNode
{
    /// <summary>Makes the node.</summary>
    public DirectiveDefinitionNode(
        NameNode name,
        NodeList<InputValueDefinitionNode> arguments,
        bool isRepeatable,
        NodeList<NameNode> locations,
        StringValueNode? description = null,
        Location location = default)
        : base(location)
    {
        Name = name;
        Arguments = arguments;
        IsRepeatable = isRepeatable;
        Locations = locations;
        Description = description;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.DirectiveDefinition;

    /// <summary>The name.</summary>
    public NameNode Name { get; }

    /// <summary>The arguments it takes.</summary>
    public NodeList<InputValueDefinitionNode> Arguments { get; }

    /// <summary>Whether it may stand several times in one place.</summary>
    public bool IsRepeatable { get; }

    /// <summary>Where it may stand.</summary>
    public NodeList<NameNode> Locations { get; }

    /// <summary>The description, when there is one.</summary>
    public StringValueNode? Description { get; }
}

/// <summary>The definition of one field of an object or interface.</summary>
public sealed class FieldDefinitionNode : SyntaxNode
{
    /// <summary>Makes the node.</summary>
    public FieldDefinitionNode(
        NameNode name,
        NodeList<InputValueDefinitionNode> arguments,
        TypeNode type,
        NodeList<DirectiveNode> directives,
        StringValueNode? description = null,
        Location location = default)
        : base(location)
    {
        Name = name;
        Arguments = arguments;
        Type = type;
        Directives = directives;
        Description = description;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.FieldDefinition;

    /// <summary>The name.</summary>
    public NameNode Name { get; }

    /// <summary>The arguments it takes.</summary>
    public NodeList<InputValueDefinitionNode> Arguments { get; }

    /// <summary>The type.</summary>
    public TypeNode Type { get; }

    /// <summary>The directives applied here.</summary>
    public NodeList<DirectiveNode> Directives { get; }

    /// <summary>The description, when there is one.</summary>
    public StringValueNode? Description { get; }
}

/// <summary>The definition of one argument or input field.</summary>
public sealed class InputValueDefinitionNode : SyntaxNode
{
    /// <summary>Makes the node.</summary>
    public InputValueDefinitionNode(
        NameNode name,
        TypeNode type,
        ValueNode? defaultValue,
        NodeList<DirectiveNode> directives,
        StringValueNode? description = null,
        Location location = default)
        : base(location)
    {
        Name = name;
        Type = type;
        DefaultValue = defaultValue;
        Directives = directives;
        Description = description;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.InputValueDefinition;

    /// <summary>The name.</summary>
    public NameNode Name { get; }

    /// <summary>The type.</summary>
    public TypeNode Type { get; }

    /// <summary>The value when none is given.</summary>
    public ValueNode? DefaultValue { get; }

    /// <summary>The directives applied here.</summary>
    public NodeList<DirectiveNode> Directives { get; }

    /// <summary>The description, when there is one.</summary>
    public StringValueNode? Description { get; }
}

/// <summary>The definition of one value of an enum.</summary>
public sealed class EnumValueDefinitionNode : SyntaxNode
{
    /// <summary>Makes the node.</summary>
    public EnumValueDefinitionNode(
        NameNode name,
        NodeList<DirectiveNode> directives,
        StringValueNode? description = null,
        Location location = default)
        : base(location)
    {
        Name = name;
        Directives = directives;
        Description = description;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.EnumValueDefinition;

    /// <summary>The name.</summary>
    public NameNode Name { get; }

    /// <summary>The directives applied here.</summary>
    public NodeList<DirectiveNode> Directives { get; }

    /// <summary>The description, when there is one.</summary>
    public StringValueNode? Description { get; }
}
