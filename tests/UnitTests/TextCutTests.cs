using SmsPlatform.Domain;

namespace SmsPlatform.UnitTests;

public sealed class TextCutTests
{
    [Theory]
    [InlineData("", 3, "")]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc")]
    [InlineData("ab😀", 4, "ab😀")]
    [InlineData("ab😀d", 4, "ab😀")]
    [InlineData("ab😀", 3, "ab")]
    [InlineData("😀", 1, "")]
    public void Cut_WhereverItFalls_LeavesWholeCharacters(string text, int maxLength, string expected) =>
        Assert.Equal(expected, text.Cut(maxLength));
}
