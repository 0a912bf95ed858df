using System.IO.Compression;
using System.Text;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Knowledge;
using SmsPlatform.Infrastructure.Knowledge.Reading;

namespace SmsPlatform.UnitTests.Knowledge.Reading;

/// <summary>Tables in every format that has them: each row repeats the header, so that what comes out is longer than what went in.</summary>
public sealed class TablesTests
{
    [Theory]
    [InlineData(DocumentKind.Html)]
    [InlineData(DocumentKind.Markdown)]
    [InlineData(DocumentKind.Docx)]
    [InlineData(DocumentKind.Csv)]
    public async Task Read_WhenTheHeaderIsLong_RepeatsItsBeginningOnly(DocumentKind kind)
    {
        var start = new string('h', 159);

        var read = await ReadAsync(kind, [$"{start}😀{new string('h', 10_000)}"], ["y"], rows: 100);

        var rows = read.Value.Blocks.Select(block => block.Text).ToList();
        Assert.Equal(100, rows.Count);
        Assert.All(rows, row => Assert.Equal($"{start}: y", row));
    }

    [Theory]
    [InlineData(DocumentKind.Html)]
    [InlineData(DocumentKind.Markdown)]
    [InlineData(DocumentKind.Docx)]
    public async Task Read_WhenTheRowsRepeatMoreThanADocumentMayHold_StopsAndSaysSo(DocumentKind kind)
    {
        // 32 KB in each of the rows that come out, which would be 130 MB in all.
        var content = Table(kind, [.. Enumerable.Repeat(new string('h', 160), 200)], [.. Enumerable.Repeat("y", 200)], rows: 2000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var read = await DocumentReader.ReadAsync(kind, content, CancellationToken.None);

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(KnowledgeErrors.TooLong, read.Error);
        Assert.InRange(allocated, 0, 200_000_000);
    }

    private static Task<Result<ReadDocument>> ReadAsync(DocumentKind kind, string[] headers, string[] cells, int rows) =>
        DocumentReader.ReadAsync(kind, Table(kind, headers, cells, rows), CancellationToken.None);

    private static byte[] Table(DocumentKind kind, string[] headers, string[] cells, int rows)
    {
        var text = kind switch
        {
            DocumentKind.Html => $"<table><tr><th>{string.Join("<th>", headers)}{Repeat($"<tr><td>{string.Join("<td>", cells)}", rows)}",
            DocumentKind.Markdown => $"|{string.Join('|', headers)}|\n|-|\n{Repeat($"|{string.Join('|', cells)}|\n", rows)}",
            DocumentKind.Csv => $"{string.Join(',', headers)}\n{Repeat($"{string.Join(',', cells)}\n", rows)}",
            _ => "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:tbl>"
                + $"{WordRow(headers)}{Repeat(WordRow(cells), rows)}</w:tbl></w:body></w:document>",
        };
        var bytes = Encoding.UTF8.GetBytes(text);
        return kind == DocumentKind.Docx ? Zipped(bytes) : bytes;
    }

    private static string WordRow(string[] cells) =>
        $"<w:tr>{string.Concat(cells.Select(cell => $"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>"))}</w:tr>";

    private static string Repeat(string row, int rows) => new StringBuilder().Insert(0, row, rows).ToString();

    private static byte[] Zipped(byte[] document)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = archive.CreateEntry("word/document.xml").Open();
            part.Write(document);
        }

        return buffer.ToArray();
    }
}
