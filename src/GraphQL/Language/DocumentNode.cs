namespace SmsPlatform.GraphQL.Language;

/// <summary>A whole document: operations and fragments, or definitions of a type system, or both.</summary>
public sealed class DocumentNode : SyntaxNode
{
    /// <summary>Makes the node.</summary>
    public DocumentNode(NodeList<DefinitionNode> definitions, Location location = default)
        : base(location)
    {
        Definitions = definitions;
    }

    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.Document;

    /// <summary>The definitions, in the order of the text.</summary>
    public NodeList<DefinitionNode> Definitions { get; }
}

/// <summary>A definition at the top of a document.</summary>
public abstract class DefinitionNode : SyntaxNode
{
    private protected DefinitionNode(Location location)
        : base(location)
    {
    }
}

/// <summary>An operation or a fragment.</summary>
public abstract class ExecutableDefinitionNode : DefinitionNode
{
    private protected ExecutableDefinitionNode(
        NodeList<DirectiveNode> directives,
        SelectionSetNode selectionSet,
        StringValueNode? description,
        Location location)
        : base(location)
    {
        Directives = directives;
        SelectionSet = selectionSet;
        Description = description;
    }

    /// <summary>The directives applied here.</summary>
    public NodeList<DirectiveNode> Directives { get; }

    /// <summary>What is selected.</summary>
    public SelectionSetNode SelectionSet { get; }

    /// <summary>The description, when there is one.</summary>
    public StringValueNode? Description { get; }
}
