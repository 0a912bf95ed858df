namespace SmsPlatform.GraphQL.Language;

/// <summary>A node of the syntax tree. Nodes never change once made.</summary>
public abstract class SyntaxNode
{
    private protected SyntaxNode(Location location) => Location = location;

    /// <summary>The node's grammar production.</summary>
    public abstract SyntaxKind Kind { get; }

    /// <summary>Where the node stands in the document it was parsed from; default when it was made by hand.</summary>
    public Location Location { get; }

    /// <summary>Prints the node as GraphQL text.</summary>
    public override string ToString() => SyntaxPrinter.Print(this);
}
