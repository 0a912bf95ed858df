using SmsPlatform.Application.Ai;

namespace SmsPlatform.UnitTests.Ai;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("**Open** from _9_ to 5", "Open from 9 to 5")]
    [InlineData("# Hours\n\n* Mon\n* Tue", "Hours\n\n- Mon\n- Tue")]
    [InlineData("See [our page](https://example.com/a?b=1).", "See our page (https://example.com/a?b=1).")]
    [InlineData("Use `code` and snake_case_names", "Use code and snake_case_names")]
    [InlineData("2 * 3 * 4 = 24", "2 * 3 * 4 = 24")]
    public void FromMarkdown_LeavesWhatIsMeant(string markdown, string expected) => Assert.Equal(expected, PlainText.FromMarkdown(markdown));

    [Theory]
    [InlineData("<script>alert(1)</script>hi", "alert(1)hi")]
    [InlineData("<img src=x onerror=alert(1)>hi", "hi")]
    [InlineData("[click](javascript:alert(1))", "click")]
    [InlineData("![track](https://evil.example/p.png)", "track")]
    [InlineData("**bold** [a](https://example.com)", "**bold** [a](https://example.com)")]
    public void Sanitise_LeavesNothingThatRunsOrLoads(string markdown, string expected) => Assert.Equal(expected, PlainText.Sanitise(markdown));

    [Theory]
    [InlineData("One is. Two is! Three is?", 16, "One is. Two is!")]
    [InlineData("One is. Two is!", 100, "One is. Two is!")]
    [InlineData("A price of 3.50 is fine. More.", 26, "A price of 3.50 is fine.")]
    [InlineData("Neverendingstory", 5, null)]
    public void CutAtSentence_KeepsWholeSentences(string text, int length, string? expected) =>
        Assert.Equal(expected, PlainText.CutAtSentence(text, cut => cut.Length <= length));
}
