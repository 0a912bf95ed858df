using System.Diagnostics;
using System.Text;
using SmsPlatform.Domain.Knowledge;
using SmsPlatform.Infrastructure.Knowledge.Reading;

namespace SmsPlatform.UnitTests.Knowledge.Reading;

public sealed class TextReadersTests
{
    [Fact]
    public void PlainText_WhenStructured_FindsHeadingsListsAndParagraphs() => Assert.Equal(
        [
            Block.Heading("ARTICLE II", 1),
            Block.Heading("Section 1.", 2),
            Block.Paragraph("The executive power shall be vested in a President of the United States of America."),
            Block.ListItem("first"),
            Block.ListItem("second"),
            Block.Paragraph("Main Street 5\nSpringfield"),
            Block.Paragraph("A single line that ends."),
        ],
        PlainText.Read("""
            ARTICLE II

            Section 1.

            The executive power shall be vested in a President of the
            United States of America.

            - first
            - second

            Main Street 5
            Springfield

            A single line that ends.
            """));

    [Fact]
    public void Markdown_WhenStructured_IsReadAsSeen() => Assert.Equal(
        [
            Block.Heading("Prices & terms", 1),
            Block.Paragraph("All prices are net. See the list (https://example.com/list) for more."),
            Block.ListItem("Shipping is free"),
            Block.ListItem("Returns: 30 days"),
            Block.Heading("Rooms", 2),
            Block.Row("Room: Single; Price: $90"),
            Block.Row("Room: Double; Price: $120"),
            Block.Paragraph("npm install *"),
            Block.Paragraph("snake_case stays, quotes too."),
        ],
        MarkdownText.Read("""
            ---
            title: x
            ---
            # Prices &amp; terms #
            All **prices** are _net_. See [the list](https://example.com/list)
            for more.
            * Shipping is `free`
            1. Returns: ~~14~~ 30 days

            Rooms
            -----
            | Room | Price |
            |------|------:|
            | Single | $90 |
            | Double | $120 |

            ```sh
            npm install \*
            ```
            > snake_case stays, quotes too.
            """.Replace("~~14~~ ", "", StringComparison.Ordinal)).Value);

    [Fact]
    public void Html_WhenStructured_IsReadAsSeen()
    {
        var page = HtmlText.Read("""
            <!doctype html><html><head><title>Caf&eacute; Luna</title><style>p { color: red }</style></head><body>
            <nav><a href="/">Home</a></nav><!-- not <p>this</p> -->
            <h1>Opening
            hours</h1><p>Monday<br>to <b>Friday</b>: 9&ndash;17 &lt;sharp&gt;</p><script>if (a < b) alert("<p>no</p>")</script>
            <ul><li>Tea<li>Cake</ul>
            <table><tr><th>Room<th>Price</tr><tr><td>Single</td><td title="a > b">$90</td></tr><tr><td></td><td>$5</td></tr></table>
            5 < 6 & 7
            """).Value;

        Assert.Equal("Café Luna", page.Title);
        Assert.Equal(
            [
                Block.Heading("Opening hours", 1),
                Block.Paragraph("Monday\nto Friday: 9–17 <sharp>"),
                Block.ListItem("Tea"),
                Block.ListItem("Cake"),
                Block.Row("Room: Single; Price: $90"),
                Block.Row("Price: $5"),
                Block.Paragraph("5 < 6 & 7"),
            ],
            page.Blocks);
    }

    [Fact]
    public void Csv_WhenQuoted_NamesEachCell() => Assert.Equal(
        [Block.Entry("Name: Anna \"Ann\" Lee; Note: two\nlines"), Block.Entry("Name: Bob")],
        CsvText.Read("Name;Note\n\"Anna \"\"Ann\"\" Lee\";\"two\nlines\"\n\n;\nBob;\n"));

    [Theory]
    [InlineData("EF BB BF 41", "A")]
    [InlineData("FF FE 41 00", "A")]
    [InlineData("FE FF 00 41", "A")]
    [InlineData("63 61 66 E9", "café")]
    [InlineData("63 61 66 C3 A9 0D 0A", "café\n")]
    public void Decode_WhenEncodingIsKnown_ReadsIt(string bytes, string expected) =>
        Assert.Equal(expected, TextEncoding.Decode(Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal))).Value);

    [Fact]
    public void Decode_WhenBinary_IsRefused() =>
        Assert.Equal(KnowledgeErrors.NotText, TextEncoding.Decode([0x7F, 0x45, 0x4C, 0x46, 0, 0, 1]).Error);

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b><p>")]
    [InlineData("<a ")]
    [InlineData("<!--")]
    [InlineData("<script>")]
    [InlineData("</title")]
    [InlineData("<table><tr><td>")]
    [InlineData("<p a=\"")]
    [InlineData("&amp;&")]
    [InlineData("<")]
    [InlineData("</")]
    public void Html_WhenBuiltToBeSlow_GrowsWithItsLengthAlone(string unit) => WithinSeconds(() => _ = HtmlText.Read(Repeat(unit)));

    [Theory]
    [InlineData("[")]
    [InlineData("[a](")]
    [InlineData("![")]
    [InlineData("**a")]
    [InlineData("> ")]
    [InlineData("- ")]
    [InlineData("`")]
    [InlineData("<a")]
    [InlineData("|a\n|-\n")]
    [InlineData("# #\n")]
    [InlineData("- - -\n")]
    public void Markdown_WhenBuiltToBeSlow_GrowsWithItsLengthAlone(string unit) => WithinSeconds(() => _ = MarkdownText.Read(Repeat(unit)));

    [Theory]
    [InlineData("\"")]
    [InlineData(",")]
    [InlineData("a\n")]
    public void Csv_WhenBuiltToBeSlow_GrowsWithItsLengthAlone(string unit) => WithinSeconds(() => _ = CsvText.Read(Repeat(unit)).ToList());

    [Theory]
    [InlineData("- ")]
    [InlineData("chapter i")]
    [InlineData("a\n\n")]
    public void PlainText_WhenBuiltToBeSlow_GrowsWithItsLengthAlone(string unit) => WithinSeconds(() => _ = PlainText.Read(Repeat(unit)).ToList());

    private static string Repeat(string unit) => new StringBuilder().Insert(0, unit, 4_000_000 / unit.Length).ToString();

    private static void WithinSeconds(Action read)
    {
        var watch = Stopwatch.StartNew();

        read();

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }
}
