using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace SmsPlatform.IntegrationTests.Knowledge;

/// <summary>Documents that are made to hurt: each ends in bounded time, tells why, and holds up no other.</summary>
public sealed class HostileDocumentsTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Upload_OfAFiveHundredPagePdf_IsIndexed()
    {
        var pages = Enumerable.Range(1, 500)
            .Select(page => string.Join('\n', Enumerable.Range(1, 30).Select(line => $"Page {page} line {line}: the widget number {page * 1000 + line} is blue.")))
            .ToList();

        var document = await WithinAsync(library => library.UploadAsync("manual.pdf", UnitTests.Knowledge.Reading.Pdf.Of(pages), Patience));

        Assert.Equal("ready", document.GetProperty("status").GetString());
        Assert.InRange(document.GetProperty("passageCount").GetInt32(), 500, 5000);
    }

    [Fact]
    public Task Upload_OfAnEncryptedPdf_SaysSo() =>
        FailsAsync("secret.pdf", UnitTests.Knowledge.Reading.Pdf.Of(["Secret."], encrypted: true), "document.encrypted");

    [Fact]
    public Task Upload_OfAZipBomb_IsRefused() => FailsAsync("bomb.docx", ZipBomb(), "document.archive_unsafe");

    [Fact]
    public Task Upload_OfBinaryRubbish_IsRefused() => FailsAsync("rubbish.txt", [.. Enumerable.Repeat((byte)0, 1000)], "document.not_text");

    [Fact]
    public Task Upload_OfADamagedPdf_IsRefused() => FailsAsync("broken.pdf", Encoding.ASCII.GetBytes("%PDF-1.7\nthat is all"), "document.damaged");

    [Fact]
    public async Task Upload_OfOneLineOfTenMegabytes_IsIndexed()
    {
        var line = new StringBuilder();
        for (var i = 0; line.Length < 10 * 1024 * 1024; i++)
        {
            line.Append("word").Append(i % 5000).Append(' ');
        }

        var document = await WithinAsync(library => library.UploadAsync("line.txt", Encoding.ASCII.GetBytes(line.ToString()), Patience));

        Assert.Equal("ready", document.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Upload_OfABadDocument_HoldsUpNoOther()
    {
        var library = await Library.NewAsync(host);
        using var bomb = await library.PostFileAsync("bomb.docx", ZipBomb());
        using var rubbish = await library.PostFileAsync("rubbish.txt", new byte[100]);

        var document = await library.AddAsync("Good", "The garden is open all day.");

        Assert.Equal("ready", document.GetProperty("status").GetString());
        Assert.Equal("answered", (await library.SearchAsync("When is the garden open?")).GetProperty("grounding").GetString());
    }

    private async Task FailsAsync(string name, byte[] content, string code)
    {
        var document = await WithinAsync(library => library.UploadAsync(name, content, Patience));

        Assert.Equal("failed", document.GetProperty("status").GetString());
        Assert.Equal(code, document.GetProperty("errorCode").GetString());
        Assert.NotEmpty(document.GetProperty("errorMessage").GetString()!);
    }

    private async Task<System.Text.Json.JsonElement> WithinAsync(Func<Library, Task<System.Text.Json.JsonElement>> upload)
    {
        var library = await Library.NewAsync(host);
        var watch = Stopwatch.StartNew();

        var document = await upload(library);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
        return document;
    }

    private static byte[] ZipBomb()
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = archive.CreateEntry("word/document.xml").Open();
            part.Write("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>"u8);
            var zeros = Encoding.ASCII.GetBytes(new string('0', 1 << 20));
            for (var i = 0; i < 200; i++)
            {
                part.Write(zeros);
            }
        }

        return buffer.ToArray();
    }
}
