namespace SmsPlatform.GraphQL.Language;

/// <summary>A query, mutation or subscription.</summary>
public sealed class OperationDefinitionNode : ExecutableDefinitionNode
{
    /// <summary>Makes the node.</summary>
    public OperationDefinitionNode(
        OperationType operation,
        NameNode? name,
        NodeList<VariableDefinitionNode> variableDefinitions,
        NodeList<DirectiveNode> directives,
        SelectionSetNode selectionSet,
        StringValueNode? description = null,
        Location location = default)
        : base(directives, selectionSet, description, location)
    {
        Operation = operation;
        Name = name;
        VariableDefinitions = variableDefinitions;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.OperationDefinition;

    /// <summary>The kind of operation.</summary>
    public OperationType Operation { get; }

    /// <summary>The name; null for an anonymous operation.</summary>
    public NameNode? Name { get; }

    /// <summary>The variables it takes.</summary>
    public NodeList<VariableDefinitionNode> VariableDefinitions { get; }
}

/// <summary>A named fragment.</summary>
public sealed class FragmentDefinitionNode : ExecutableDefinitionNode
{
    /// <summary>Makes the node.</summary>
    public FragmentDefinitionNode(
        NameNode name,
        NamedTypeNode typeCondition,
        NodeList<DirectiveNode> directives,
        SelectionSetNode selectionSet,
        StringValueNode? description = null,
        Location location = default)
        : base(directives, selectionSet, description, location)
    {
        Name = name;
        TypeCondition = typeCondition;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.FragmentDefinition;

    /// <summary>The name.</summary>
    public NameNode Name { get; }

    /// <summary>The type it applies to.</summary>
    public NamedTypeNode TypeCondition { get; }
}

/// <summary>The definition of one variable of an operation.</summary>
public sealed class VariableDefinitionNode : SyntaxNode
{
    /// <summary>Makes the node.</summary>
    public VariableDefinitionNode(
        VariableNode variable,
        TypeNode type,
        ValueNode? defaultValue,
        NodeList<DirectiveNode> directives,
        StringValueNode? description = null,
        Location location = default)
        : base(location)
    {
        Variable = variable;
        Type = type;
        DefaultValue = defaultValue;
        Directives = directives;
        Description = description;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.VariableDefinition;

    /// <summary>The variable.</summary>
    public VariableNode Variable { get; }

    /// <summary>Its type.</summary>
    public TypeNode Type { get; }

    /// <summary>Its value when none is given.</summary>
    public ValueNode? DefaultValue { get; }

    /// <summary>The directives applied here.</summary>
    public NodeList<DirectiveNode> Directives { get; }

    /// <summary>The description, when there is one.</summary>
    public StringValueNode? Description { get; }
}
