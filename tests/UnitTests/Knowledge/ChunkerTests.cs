using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.UnitTests.Knowledge;

public sealed class ChunkerTests
{
    [Fact]
    public void Cut_WhenSectionsAreShort_MakesOnePassageOfEach()
    {
        var chunks = Cut(
            Block.Heading("Hotel", 1),
            Block.Paragraph("Welcome."),
            Block.Heading("Breakfast", 2),
            Block.Paragraph("From seven."),
            Block.ListItem("Tea"),
            Block.ListItem("Eggs"),
            Block.Heading("Garden", 1),
            Block.Paragraph("Open all day."));

        Assert.Equal(
            [new Chunk("Hotel", "Welcome."), new Chunk("Hotel › Breakfast", "From seven.\nTea\nEggs"), new Chunk("Garden", "Open all day.")],
            chunks);
    }

    [Fact]
    public void Cut_WhenASectionIsLong_RepeatsTheLastSentenceAtEachSeam()
    {
        var blocks = Enumerable.Range(1, 40).Select(i => Block.Paragraph($"This is the first sentence of paragraph {i}. And here is number {i}.")).ToArray();

        var chunks = Cut(blocks);

        Assert.True(chunks.Count > 2);
        Assert.All(chunks, chunk => Assert.InRange(chunk.Text.Length, 1, Chunker.MaxLength));
        Assert.All(chunks.Zip(chunks.Skip(1)), pair => Assert.StartsWith(Sentences.Of(pair.First.Text)[^1], pair.Second.Text, StringComparison.Ordinal));
        Assert.All(Enumerable.Range(1, 40), i => Assert.Contains(chunks, chunk => chunk.Text.Contains($"first sentence of paragraph {i}.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Cut_WhenOneLineHasTenMillionCharacters_CutsBetweenWords()
    {
        var words = string.Concat(Enumerable.Repeat("seven hundred words and more ", 10_000_000 / 29));

        var chunks = Cut(Block.Paragraph(words));

        Assert.All(chunks, chunk => Assert.InRange(chunk.Text.Length, 1, Chunker.MaxLength));
        Assert.All(chunks, chunk => Assert.StartsWith("seven hundred words and more"[..5], chunk.Text[chunk.Text.IndexOf("seven", StringComparison.Ordinal)..], StringComparison.Ordinal));
        Assert.True(chunks.Sum(chunk => chunk.Text.Length) >= words.Length * 9 / 10);
    }

    [Fact]
    public void Cut_WhenAWordIsLongerThanAPassage_CutsItAnyway() =>
        Assert.All(Cut(Block.Paragraph(new string('x', 5000))), chunk => Assert.InRange(chunk.Text.Length, 1, Chunker.MaxLength));

    [Fact]
    public void Cut_WhenThereAreRecords_MixesNoTwoOfThem() =>
        Assert.Equal(3, Cut(Block.Entry("Item: tea; Price: 2"), Block.Entry("Item: cake; Price: 4"), Block.Entry("Item: pie; Price: 5")).Count);

    [Fact]
    public void Cut_WhenThereAreTooManyPassages_IsRefused() =>
        Assert.Equal(KnowledgeErrors.TooLong, Chunker.Cut(Enumerable.Repeat(Block.Entry("one"), 11), 10).Error);

    [Fact]
    public void Cut_WhenThereIsNoText_IsRefused() =>
        Assert.Equal(KnowledgeErrors.NoText, Chunker.Cut([Block.Heading(" ", 1), Block.Paragraph(" \n ")], 10).Error);

    [Fact]
    public void Cut_WhenHeadingsHaveNothingUnderThem_KeepsThemAsTexts() => Assert.Equal(
        [new Chunk("Hotel", "Check-in from three"), new Chunk("Hotel › Bar", "Open until two."), new Chunk("", "Ring twice")],
        Cut(Block.Heading("Hotel", 1), Block.Heading("Check-in from three", 2), Block.Heading("Bar", 2), Block.Paragraph("Open until two."), Block.Heading("Ring twice", 1)));

    [Fact]
    public void Hash_WhenOnlyTheLanguageDiffers_Differs()
    {
        var chunk = new Chunk("", "Der Rat");

        Assert.Equal(chunk.Hash("german"), new Chunk("", "Der Rat").Hash("german"));
        Assert.NotEqual(chunk.Hash("german"), chunk.Hash("english"));
    }

    private static IReadOnlyList<Chunk> Cut(params Block[] blocks) => Chunker.Cut(blocks, 20_000).Value;
}
