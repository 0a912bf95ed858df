namespace SmsPlatform.GraphQL.Language;

/// <summary>What is selected of one object, between braces.</summary>
public sealed class SelectionSetNode : SyntaxNode
{
    /// <summary>Makes the node.</summary>
    public SelectionSetNode(NodeList<SelectionNode> selections, Location location = default)
        : base(location)
    {
        Selections = selections;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.SelectionSet;

    /// <summary>The fields and fragments.</summary>
    public NodeList<SelectionNode> Selections { get; }
}

/// <summary>A field or a fragment within a selection set.</summary>
public abstract class SelectionNode : SyntaxNode
{
    private protected SelectionNode(NodeList<DirectiveNode> directives, Location location)
        : base(location)
    {
        Directives = directives;
    }

    /// <summary>The directives applied here.</summary>
    public NodeList<DirectiveNode> Directives { get; }
}

/// <summary>One selected field.</summary>
public sealed class FieldNode : SelectionNode
{
    /// <summary>Makes the node.</summary>
    public FieldNode(
        NameNode? alias,
        NameNode name,
        NodeList<ArgumentNode> arguments,
        NodeList<DirectiveNode> directives,
        SelectionSetNode? selectionSet,
        Location location = default)
        : base(directives, location)
    {
        Alias = alias;
        Name = name;
        Arguments = arguments;
        SelectionSet = selectionSet;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.Field;

    /// <summary>The name in the result, when it differs.</summary>
    public NameNode? Alias { get; }

    /// <summary>The name.</summary>
    public NameNode Name { get; }

    /// <summary>The arguments.</summary>
    public NodeList<ArgumentNode> Arguments { get; }

    /// <summary>What is selected of the field's value; null for a leaf.</summary>
    public SelectionSetNode? SelectionSet { get; }

    /// <summary>The name in the result: the alias, or else the field's name.</summary>
    public string ResponseName => (Alias ?? Name).Value;
}

/// <summary>The place where a named fragment is spread.</summary>
public sealed class FragmentSpreadNode : SelectionNode
{
    /// <summary>Makes the node.</summary>
    public FragmentSpreadNode(NameNode name, NodeList<DirectiveNode> directives, Location location = default)
        : base(directives, location)
    {
        Name = name;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.FragmentSpread;

    /// <summary>The name.</summary>
    public NameNode Name { get; }
}

/// <summary>A fragment written in place.</summary>
public sealed class InlineFragmentNode : SelectionNode
{
    /// <summary>Makes the node.</summary>
    public InlineFragmentNode(
        NamedTypeNode? typeCondition,
        NodeList<DirectiveNode> directives,
        SelectionSetNode selectionSet,
        Location location = default)
        : base(directives, location)
    {
        TypeCondition = typeCondition;
        SelectionSet = selectionSet;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.InlineFragment;

    /// <summary>The type it applies to; null when it applies to the enclosing type.</summary>
    public NamedTypeNode? TypeCondition { get; }

    /// <summary>What is selected.</summary>
    public SelectionSetNode SelectionSet { get; }
}

/// <summary>One argument of a field or directive.</summary>
public sealed class ArgumentNode : SyntaxNode
{
    /// <summary>Makes the node.</summary>
    public ArgumentNode(NameNode name, ValueNode value, Location location = default)
        : base(location)
    {
        Name = name;
        Value = value;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.Argument;

    /// <summary>The name.</summary>
    public NameNode Name { get; }

    /// <summary>Its value.</summary>
    public ValueNode Value { get; }
}

/// <summary>A directive applied somewhere.</summary>
public sealed class DirectiveNode : SyntaxNode
{
    /// <summary>Makes the node.</summary>
    public DirectiveNode(NameNode name, NodeList<ArgumentNode> arguments, Location location = default)
        : base(location)
    {
        Name = name;
        Arguments = arguments;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.Directive;

    /// <summary>The name.</summary>
    public NameNode Name { get; }

    /// <summary>The arguments.</summary>
    public NodeList<ArgumentNode> Arguments { get; }
}

/// <summary>A name.</summary>
public sealed class NameNode : SyntaxNode
{
    /// <summary>Makes the node.</summary>
    public NameNode(string value, Location location = default)
        : base(location)
    {
        Value = value;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.Name;

    /// <summary>The text of the name.</summary>
    public string Value { get; }
}
