using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.UnitTests.Messaging;

public sealed class GsmTextTests
{
    [Fact]
    public void Simplify_WhenOnlyQuotesAreCurly_SavesTwoSegmentsOfThree()
    {
        var text = $"“{new string('a', 150)}” – it’s";

        var plain = GsmText.Simplify(text);

        Assert.Equal(3, SmsSegments.Count(text).Segments);
        Assert.Equal(1, SmsSegments.Count(plain).Segments);
    }

    [Theory]
    [InlineData("“Привет”")]
    [InlineData("Łódź – ok")]
    public void Simplify_WhenOthersNeedUcs2_ChangesNothing(string text) => Assert.Equal(text, GsmText.Simplify(text));
}
