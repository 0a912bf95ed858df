using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Automation;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.UnitTests.Automation;

public sealed class KeywordRuleTests
{
    private static readonly DateTimeOffset MondayNoon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly KeywordRuleChanges HandOff = new("Help me", Match: RuleMatch.Contains, Patterns: ["help"], Action: RuleAction.HandOff);

    [Fact]
    public void Holds_OutsideItsHoursOrChannels_IsFalse()
    {
        var rule = Rule(HandOff with
        {
            Channels = [Channel.Sms],
            Hours = new BusinessHours("UTC", [new Opening(DayOfWeek.Monday, new TimeOnly(9, 0), new TimeOnly(17, 0))]),
        });

        Assert.True(rule.Holds(Channel.Sms, MondayNoon));
        Assert.False(rule.Holds(Channel.Telegram, MondayNoon));
        Assert.False(rule.Holds(Channel.Sms, MondayNoon.AddHours(8)));
    }

    [Fact]
    public void Change_ToAWayOfMatchingThePatternIsWrongFor_IsRefused()
    {
        var rule = Rule(HandOff with { Patterns = ["how much ("] });

        var changed = rule.Change(new KeywordRuleChanges(Match: RuleMatch.Regex), MondayNoon);

        Assert.Equal("rule.pattern_malformed", changed.Error.Code);
    }

    [Fact]
    public void Create_WithoutWhatItsActionNeeds_IsRefused()
    {
        Assert.Equal(AutomationErrors.TemplateMissing, Create(HandOff with { Action = RuleAction.Reply }).Error);
        Assert.Equal(AutomationErrors.TagMissing, Create(HandOff with { Action = RuleAction.Tag }).Error);
    }

    private static KeywordRule Rule(KeywordRuleChanges settings) => Create(settings).Value;

    private static SmsPlatform.Domain.Result<KeywordRule> Create(KeywordRuleChanges settings) =>
        KeywordRule.Create(WorkspaceId.New(MondayNoon), ChatbotId.New(MondayNoon), settings, MondayNoon);
}
