using SmsPlatform.Domain.Automation;

namespace SmsPlatform.UnitTests.Automation;

public sealed class QuickRepliesTests
{
    private static readonly QuickReply[] Offered = [new("Opening hours"), new("Prices", "what does it cost"), new("Talk to us")];

    [Fact]
    public void Number_OfChoices_PutsEachOnALineOfItsOwn() =>
        Assert.Equal("How can we help?\n1. Opening hours\n2. Prices\n3. Talk to us", QuickReplies.Number("How can we help?", Offered));

    [Theory]
    [InlineData("1", "Opening hours")]
    [InlineData(" 2. ", "what does it cost")]
    [InlineData("(2)", "what does it cost")]
    [InlineData("prices", "what does it cost")]
    public void Chosen_ByNumberOrLabel_IsWhatItMeans(string message, string expected) =>
        Assert.Equal(expected, QuickReplies.Meaning(QuickReplies.Chosen(message, Offered)!));

    [Theory]
    [InlineData("0")]
    [InlineData("4")]
    [InlineData("12")]
    [InlineData("2 of them please")]
    [InlineData("")]
    public void Chosen_ByAnythingElse_IsNone(string message) => Assert.Null(QuickReplies.Chosen(message, Offered));
}
