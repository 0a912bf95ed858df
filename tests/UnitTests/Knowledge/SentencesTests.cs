using System.Diagnostics;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.UnitTests.Knowledge;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("One. Two! Three?", "One.|Two!|Three?")]
    [InlineData("Mr. Smith paid $3.50 to Dr. No. He left.", "Mr. Smith paid $3.50 to Dr. No.|He left.")]
    [InlineData("He said \"Stop!\" Then he left.", "He said \"Stop!\"|Then he left.")]
    [InlineData("See No. 5 of vol. 2. No. It takes approx. five days. (Six in May.)", "See No. 5 of vol. 2.|No.|It takes approx. five days.|(Six in May.)")]
    [InlineData("J. R. Jones of the U.S. Senate spoke.", "J. R. Jones of the U.S. Senate spoke.")]
    [InlineData("First line\nSecond line", "First line|Second line")]
    [InlineData("営業時間は九時からです。電話はありません。", "営業時間は九時からです。|電話はありません。")]
    [InlineData("Wait... what? no end", "Wait... what? no end")]
    [InlineData("  \n ", "")]
    public void Of_WhenTextHasSentences_FindsTheirEnds(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Sentences.Of(text)));

    [Theory]
    [InlineData("!")]
    [InlineData(". ")]
    [InlineData(".(")]
    [InlineData("a. b ")]
    [InlineData("x")]
    public void Of_WhenTextIsBuiltToBeSlow_GrowsWithItsLengthAlone(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 4_000_000 / unit.Length)) + "a";
        var watch = Stopwatch.StartNew();

        Sentences.Of(text);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }
}
