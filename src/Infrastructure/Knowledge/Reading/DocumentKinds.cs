using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Infrastructure.Knowledge.Reading;

/// <summary>Tells what a file is: by how it begins where that is certain, else by what it is called.</summary>
internal static class DocumentKinds
{
    private static readonly Dictionary<string, DocumentKind> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".txt"] = DocumentKind.Text,
        [".text"] = DocumentKind.Text,
        [".md"] = DocumentKind.Markdown,
        [".markdown"] = DocumentKind.Markdown,
        [".htm"] = DocumentKind.Html,
        [".html"] = DocumentKind.Html,
        [".xhtml"] = DocumentKind.Html,
        [".pdf"] = DocumentKind.Pdf,
        [".docx"] = DocumentKind.Docx,
        [".csv"] = DocumentKind.Csv,
        [".tsv"] = DocumentKind.Csv,
    };

    private static readonly Dictionary<string, DocumentKind> ByMediaType = new(StringComparer.OrdinalIgnoreCase)
    {
        ["text/plain"] = DocumentKind.Text,
        ["text/markdown"] = DocumentKind.Markdown,
        ["text/x-markdown"] = DocumentKind.Markdown,
        ["text/html"] = DocumentKind.Html,
        ["application/xhtml+xml"] = DocumentKind.Html,
        ["application/pdf"] = DocumentKind.Pdf,
        ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"] = DocumentKind.Docx,
        ["text/csv"] = DocumentKind.Csv,
        ["text/tab-separated-values"] = DocumentKind.Csv,
    };

    /// <returns>Null when it is nothing that can be read.</returns>
    public static DocumentKind? Of(string? fileName, string? mediaType, ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("%PDF-"u8))
        {
            return DocumentKind.Pdf;
        }

        var named = ByExtension.TryGetValue(Path.GetExtension(fileName ?? ""), out var kind) ? kind
            : ByMediaType.TryGetValue((mediaType ?? "").Split(';')[0].Trim(), out kind) ? kind
            : (DocumentKind?)null;

        // Other archives than Word's look the same from outside, so both must say so.
        return content.StartsWith("PK"u8) ? named is DocumentKind.Docx ? named : null : named;
    }
}
