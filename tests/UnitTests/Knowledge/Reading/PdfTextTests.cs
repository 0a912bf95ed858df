using System.Diagnostics;
using System.Text;
using SmsPlatform.Domain.Knowledge;
using SmsPlatform.Infrastructure.Knowledge.Reading;

namespace SmsPlatform.UnitTests.Knowledge.Reading;

public sealed class PdfTextTests
{
    [Fact]
    public async Task Read_WhenItHasFiveHundredPages_ReadsThemAll()
    {
        var pages = Enumerable.Range(1, 500)
            .Select(page => string.Join('\n', Enumerable.Range(1, 40).Select(line => $"Page {page}, line {line}, is about the number {page * line} and little else.")))
            .ToList();
        var watch = Stopwatch.StartNew();

        var read = await PdfText.ReadAsync(Pdf.Of(pages), CancellationToken.None);

        var text = string.Join('\n', read.Value.Select(block => block.Text));
        Assert.Contains("Page 500, line 40, is about the number 20000", text, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task Read_WhenItHasAPassword_SaysSo() =>
        Assert.Equal(KnowledgeErrors.Encrypted, (await PdfText.ReadAsync(Pdf.Of(["Secret."], encrypted: true), CancellationToken.None)).Error);

    [Fact]
    public async Task Read_WhenItIsNoPdf_SaysSo() =>
        Assert.Equal(KnowledgeErrors.Damaged, (await PdfText.ReadAsync(Encoding.ASCII.GetBytes("%PDF-1.7 not at all"), CancellationToken.None)).Error);

    [Fact]
    public async Task Read_WhenItIsCancelled_EndsTheProgram()
    {
        using var cancellation = new CancellationTokenSource();
        var reading = PdfText.ReadAsync(Pdf.Of(Enumerable.Repeat("x", 20_000).ToList()), cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }
}
