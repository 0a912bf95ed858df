using System.Globalization;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.UnitTests.Messaging;

public sealed class TextSplitterTests
{
    private static readonly string[] Alphabet =
        ["a", "Word", " ", "  ", "\n", "\r\n", ". ", "! ", "。", "é", "e\u0301", "😀", "👩‍👩‍👧‍👦", "🇮🇹", "🏳️‍🌈", "\u00A0", "\uD83D", "한", "\t"];

    [Fact]
    public void Split_WhenItFits_IsOnePart() =>
        Assert.Equal(["Hello."], TextSplitter.Split("Hello.", 1600));

    [Theory]
    [InlineData("")]
    [InlineData("   \n ")]
    public void Split_WhenThereIsNothingToSay_HasNoPart(string text) =>
        Assert.Empty(TextSplitter.Split(text, 2));

    [Theory]
    [InlineData("First line here\nand the second", 20, "First line here\n", "and the second")]
    [InlineData("One sentence. Another sentence", 20, "One sentence. ", "Another sentence")]
    [InlineData("He said \"no way.\" And went", 20, "He said \"no way.\" ", "And went")]
    [InlineData("alpha beta gamma delta", 12, "alpha beta ", "gamma delta")]
    [InlineData("A. bbbbbbbb cccc", 12, "A. bbbbbbbb ", "cccc")]
    [InlineData("abcdefghij", 5, "abcde", "fghij")]
    [InlineData("abcd😀", 5, "abcd", "😀")]
    [InlineData("abcdéé\u0301", 6, "abcdé", "é\u0301")]
    [InlineData("12\u00A0000 Euro", 10, "12\u00A0000 ", "Euro")]
    public void Split_PrefersTheBestPlace(string text, int maxLength, params string[] expected) =>
        Assert.Equal(expected, TextSplitter.Split(text, maxLength));

    [Fact]
    public void Split_WhenAClusterExceedsTheLimit_CutsBetweenCharacters()
    {
        var cluster = "a" + new string('\u0301', 9);

        var parts = TextSplitter.Split(cluster, 4);

        Assert.Equal(cluster, string.Concat(parts));
        Assert.All(parts, part => Assert.True(part.Length <= 4));
    }

    [Fact]
    public void Split_OfAnyText_LosesNothingAndCutsNoCluster()
    {
        var random = new Random(1);
        for (var run = 0; run < 2_000; run++)
        {
            var text = string.Concat(random.GetItems(Alphabet, random.Next(120)));
            var maxLength = random.Next(12, 60);

            var parts = TextSplitter.Split(text, maxLength);

            Assert.All(parts, part => Assert.InRange(part.Length, 1, maxLength));
            Assert.All(parts, part => Assert.False(string.IsNullOrWhiteSpace(part)));
            Assert.Equal(Visible(text), Visible(string.Concat(parts)));
            Assert.Equal(Clusters(text).Count(c => c.Trim().Length > 0), parts.Sum(part => Clusters(part).Count(c => c.Trim().Length > 0)));
        }
    }

    [Fact]
    public void Split_OfALongText_IsLinear()
    {
        var text = string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog. ", 25_000));

        var parts = TextSplitter.Split(text, TextSplitter.SmsMaxLength);

        Assert.Equal(text, string.Concat(parts));
        Assert.All(parts.SkipLast(1), part => Assert.EndsWith(". ", part, StringComparison.Ordinal));
    }

    private static string Visible(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static IEnumerable<string> Clusters(string text)
    {
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
        {
            yield return elements.GetTextElement();
        }
    }
}
