namespace SmsPlatform.Domain.Knowledge;

/// <summary>What a document is read as.</summary>
public enum DocumentKind
{
    Text,
    Markdown,
    Html,
    Pdf,
    Docx,
    Csv,

    /// <summary>A web address: fetched when it is indexed, and read as what the server says it is.</summary>
    Web,
}
