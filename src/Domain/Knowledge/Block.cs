namespace SmsPlatform.Domain.Knowledge;

/// <summary>A piece of a document's structure, in reading order.</summary>
/// <param name="Level">Of a heading, from 1; else 0.</param>
public readonly record struct Block(BlockKind Kind, string Text, int Level = 0)
{
    public static Block Heading(string text, int level) => new(BlockKind.Heading, text, level);

    public static Block Paragraph(string text) => new(BlockKind.Paragraph, text);

    public static Block ListItem(string text) => new(BlockKind.ListItem, text);

    /// <summary>A table's row, each cell with its header.</summary>
    public static Block Row(string text) => new(BlockKind.Row, text);

    /// <summary>A row of a file of records: a passage by itself.</summary>
    public static Block Entry(string text) => new(BlockKind.Entry, text);
}

public enum BlockKind
{
    Heading,
    Paragraph,
    ListItem,
    Row,
    Entry,
}
