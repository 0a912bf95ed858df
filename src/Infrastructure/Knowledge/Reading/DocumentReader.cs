using SmsPlatform.Domain;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Infrastructure.Knowledge.Reading;

/// <summary>Makes blocks of a document's bytes. Each kind of reader ends in bounded time and memory, whatever it is given.</summary>
internal static class DocumentReader
{
    // Far more than anybody reads; a document of this length already has some ten thousand passages.
    public const int MaxCharacters = 20 * 1024 * 1024;

    public static async Task<Result<ReadDocument>> ReadAsync(DocumentKind kind, byte[] content, CancellationToken cancellationToken)
    {
        if (kind is DocumentKind.Pdf or DocumentKind.Docx)
        {
            var blocks = kind == DocumentKind.Pdf ? await PdfText.ReadAsync(content, cancellationToken) : DocxText.Read(content);
            return Document(blocks);
        }

        var text = TextEncoding.Decode(content);
        if (text.IsFailure)
        {
            return text.Error;
        }

        if (text.Value.Length > MaxCharacters)
        {
            return KnowledgeErrors.TooLong;
        }

        return kind switch
        {
            DocumentKind.Markdown => Document(MarkdownText.Read(text.Value)),
            DocumentKind.Csv => new ReadDocument(CsvText.Read(text.Value)),
            DocumentKind.Html => ReadHtml(text.Value),
            _ => new ReadDocument(PlainText.Read(text.Value)),
        };
    }

    private static Result<ReadDocument> ReadHtml(string text)
    {
        var page = HtmlText.Read(text);
        return page.IsFailure ? page.Error : new ReadDocument(page.Value.Blocks, page.Value.Title);
    }

    private static Result<ReadDocument> Document(Result<IReadOnlyList<Block>> blocks) =>
        blocks.IsFailure ? blocks.Error : new ReadDocument(blocks.Value);
}

/// <param name="Title">What the document calls itself, if it does.</param>
internal sealed record ReadDocument(IEnumerable<Block> Blocks, string? Title = null);
