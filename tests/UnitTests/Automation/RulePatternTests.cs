using System.Diagnostics;
using SmsPlatform.Domain.Automation;

namespace SmsPlatform.UnitTests.Automation;

public sealed class RulePatternTests
{
    [Theory]
    [InlineData(RuleMatch.Exact, "opening hours", "  Opening   HOURS?! ", true)]
    [InlineData(RuleMatch.Exact, "opening hours", "your opening hours", false)]
    [InlineData(RuleMatch.Contains, "price", "what are your Prices", true)]
    [InlineData(RuleMatch.Contains, "价格", "请问价格多少", true)]
    [InlineData(RuleMatch.StartsWith, "order", "Order 1234 please", true)]
    [InlineData(RuleMatch.StartsWith, "order", "my order 1234", false)]
    [InlineData(RuleMatch.Regex, @"^\s*#?\d{4,6}\s*\z", " #12345 ", true)]
    [InlineData(RuleMatch.Regex, @"\bhi\b", "this", false)]
    public void IsMatch_OfAMessage_IsAsTheKindSays(RuleMatch match, string pattern, string message, bool expected) =>
        Assert.Equal(expected, RulePattern.Parse(match, pattern).Value.IsMatch(message));

    [Theory]
    [InlineData(@"(?=x)y", "rule.pattern_unsupported")]
    [InlineData(@"(a)\1", "rule.pattern_unsupported")]
    [InlineData(@"(?>a+)b", "rule.pattern_unsupported")]
    [InlineData(@"((a{200}){200}){200}", "rule.pattern_unsupported")]
    [InlineData(@"(unclosed", "rule.pattern_malformed")]
    [InlineData(@"a**", "rule.pattern_malformed")]
    [InlineData(@".*", "rule.pattern_matches_all")]
    [InlineData("", "rule.pattern_invalid")]
    public void Parse_OfAnExpressionThatCannotBe_SaysWhy(string pattern, string code) =>
        Assert.Equal(code, RulePattern.Parse(RuleMatch.Regex, pattern).Error.Code);

    [Fact]
    public void Parse_OfATooLongOne_IsRefused() =>
        Assert.Equal(AutomationErrors.PatternLength, RulePattern.Parse(RuleMatch.Contains, new string('a', RulePattern.MaxLength + 1)).Error);

    /// <summary>Each of these keeps a backtracking engine busy for longer than the universe has existed.</summary>
    [Theory]
    [InlineData(@"^(a+)+$")]
    [InlineData(@"^(a|aa)+$")]
    [InlineData(@"^(a|a)*$x")]
    [InlineData(@"(x+x+)+y")]
    [InlineData(@"^(([a-z])+.)+[A-Z]([a-z])+$")]
    [InlineData(@"(.*a){20}b")]
    [InlineData(@"(a?){50}a{50}c")]
    public void IsMatch_OfAnExpressionBuiltToExplode_EndsInBoundedTime(string pattern)
    {
        var parsed = RulePattern.Parse(RuleMatch.Regex, pattern);
        var clock = Stopwatch.StartNew();

        if (parsed.IsSuccess)
        {
            parsed.Value.IsMatch(new string('a', 100_000) + "!");
            parsed.Value.IsMatch(new string('x', 100_000));
        }

        // Twice the time that one comparison may take, and a machine that is busy.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"{pattern} took {clock.Elapsed}.");
    }
}
