using System.IO.Compression;
using System.Text;
using SmsPlatform.Domain.Knowledge;
using SmsPlatform.Infrastructure.Knowledge.Reading;

namespace SmsPlatform.UnitTests.Knowledge.Reading;

public sealed class DocxTextTests
{
    private const string Namespace = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

    [Fact]
    public void Read_WhenStructured_FindsHeadingsListsAndTables()
    {
        var content = Docx($"""
            <?xml version="1.0" encoding="UTF-8"?>
            <w:document {Namespace}><w:body>
              <w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>House rules</w:t></w:r></w:p>
              <w:p><w:r><w:t xml:space="preserve">Quiet </w:t></w:r><w:r><w:t>after ten.</w:t><w:br/><w:t>Thank you.</w:t></w:r></w:p>
              <w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>No dogs</w:t></w:r></w:p>
              <w:tbl>
                <w:tr><w:tc><w:p><w:r><w:t>Room</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Price</w:t></w:r></w:p></w:tc></w:tr>
                <w:tr><w:tc><w:p><w:r><w:t>Single</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>$90</w:t></w:r></w:p></w:tc></w:tr>
              </w:tbl>
            </w:body></w:document>
            """);

        Assert.Equal(
            [
                Block.Heading("House rules", 1),
                Block.Paragraph("Quiet after ten.\nThank you."),
                Block.ListItem("No dogs"),
                Block.Row("Room: Single; Price: $90"),
            ],
            DocxText.Read(content).Value);
    }

    [Fact]
    public void Read_WhenItUnpacksToAnAbsurdLength_IsRefused()
    {
        var bomb = Docx(stream =>
        {
            stream.Write(Encoding.UTF8.GetBytes($"<w:document {Namespace}><w:body><w:p><w:r><w:t>"));
            var zeros = Encoding.UTF8.GetBytes(new string('0', 1 << 20));
            for (var i = 0; i < 512; i++)
            {
                stream.Write(zeros);
            }
        });

        Assert.True(bomb.Length < 1 << 20);
        Assert.Equal(KnowledgeErrors.UnsafeArchive, DocxText.Read(bomb).Error);
    }

    [Fact]
    public void Read_WhenItDefinesEntities_IsRefused()
    {
        var content = Docx($"""
            <?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY file SYSTEM "file:///etc/hostname">]>
            <w:document {Namespace}><w:body><w:p><w:r><w:t>&file;&b;</w:t></w:r></w:p></w:body></w:document>
            """);

        Assert.Equal(KnowledgeErrors.Damaged, DocxText.Read(content).Error);
    }

    [Fact]
    public void Read_WhenItHasAPassword_SaysSo() =>
        Assert.Equal(KnowledgeErrors.Encrypted, DocxText.Read([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]).Error);

    [Fact]
    public void Read_WhenItIsCutOff_IsRefused()
    {
        var whole = Docx($"<w:document {Namespace}><w:body/></w:document>");

        Assert.All(Enumerable.Range(1, 9), part => Assert.True(DocxText.Read(whole[..(whole.Length * part / 10)]).IsFailure));
    }

    [Fact]
    public void Read_WhenItIsAnotherArchive_IsRefused()
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("xl/workbook.xml");
        }

        Assert.Equal(KnowledgeErrors.Damaged, DocxText.Read(buffer.ToArray()).Error);
    }

    [Fact]
    public void Read_WhenItHasTooManyEntries_IsRefused()
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < 5000; i++)
            {
                archive.CreateEntry($"word/{i}");
            }
        }

        Assert.Equal(KnowledgeErrors.UnsafeArchive, DocxText.Read(buffer.ToArray()).Error);
    }

    private static byte[] Docx(string document) => Docx(stream => stream.Write(Encoding.UTF8.GetBytes(document)));

    private static byte[] Docx(Action<Stream> write)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = archive.CreateEntry("word/document.xml").Open();
            write(part);
        }

        return buffer.ToArray();
    }
}
