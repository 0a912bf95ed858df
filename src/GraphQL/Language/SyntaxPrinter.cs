namespace SmsPlatform.GraphQL.Language;

/// <summary>Prints nodes as GraphQL text, laid out as the reference implementation does it.</summary>
/// <remarks>Parsing the text again gives the same tree, and printing that tree the same text.</remarks>
public static class SyntaxPrinter
{
    /// <summary>Prints a node and all beneath it, without a final line break.</summary>
    public static string Print(SyntaxNode node)
    {
        var writer = new SyntaxWriter();
        writer.Write(node);
        return writer.ToString();
    }
}
