using SmsPlatform.Domain;
using SmsPlatform.Domain.Automation;
using SmsPlatform.WebApi.Channels;
using SmsPlatform.WebApi.Chatbots;
using KeywordRule = SmsPlatform.Application.Automation.Views.KeywordRule;

namespace SmsPlatform.WebApi.Automation;

/// <summary>A rule's settings; what is left out stays as it is, or has its default in a new rule.</summary>
/// <param name="ChatbotId">Whose it is; for a new rule.</param>
/// <param name="Priority">The lowest is asked first.</param>
/// <param name="Match"><c>exact</c>, <c>contains</c>, <c>startsWith</c> or <c>regex</c>.</param>
/// <param name="Patterns">Any of them is enough.</param>
/// <param name="Channels">Where it holds; empty for everywhere.</param>
/// <param name="Hours">When it holds; without openings: always.</param>
/// <param name="Action"><c>reply</c>, <c>handOff</c>, <c>tag</c>, <c>lead</c> or <c>stop</c>.</param>
/// <param name="TemplateId">What it says; empty for nothing.</param>
/// <param name="Tag">What the action <c>tag</c> puts on the conversation.</param>
internal sealed record KeywordRuleRequest(
    string? ChatbotId = null,
    string? Name = null,
    int? Priority = null,
    bool? IsActive = null,
    string? Match = null,
    IReadOnlyList<string>? Patterns = null,
    IReadOnlyList<string>? Channels = null,
    BusinessHoursModel? Hours = null,
    string? Action = null,
    string? TemplateId = null,
    string? Tag = null)
{
    private static readonly Error UnknownChannel = Error.Validation("rule.channels_invalid", "There is no such channel.", "channels");

    public Result<KeywordRuleChanges> ToChanges()
    {
        var match = Words.Parse<RuleMatch>(Match, "match", "rule.match_invalid");
        var action = Words.Parse<RuleAction>(Action, "action", "rule.action_invalid");
        var template = Ids.ParseOptional<ReplyTemplateId>(TemplateId, "templateId");
        var hours = Hours?.Read();
        if (match.IsFailure || action.IsFailure || template.IsFailure || hours is { IsFailure: true })
        {
            return match.IsFailure ? match.Error
                : action.IsFailure ? action.Error
                : template.IsFailure ? template.Error
                : hours!.Value.Error with { Code = "rule.hours_invalid", Field = "hours" };
        }

        var channels = Channels?.Select(ChannelNames.Parse).ToList();
        return channels?.Contains(null) == true
            ? UnknownChannel
            : new KeywordRuleChanges(
                Name?.Trim(),
                Priority,
                IsActive,
                match.Value,
                Patterns,
                channels?.ConvertAll(channel => channel!.Value),
                hours?.Value,
                action.Value,
                TemplateId is null ? null : template.Value ?? default(ReplyTemplateId),
                Tag?.Trim());
    }
}

/// <summary>A rule.</summary>
internal sealed record KeywordRuleResponse(
    Guid Id,
    Guid ChatbotId,
    string Name,
    int Priority,
    bool IsActive,
    string Match,
    IReadOnlyList<string> Patterns,
    IReadOnlyList<string> Channels,
    BusinessHoursModel? Hours,
    string Action,
    Guid? TemplateId,
    string Tag,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static KeywordRuleResponse Of(KeywordRule rule) => new(
        rule.Id,
        rule.ChatbotId,
        rule.Name,
        rule.Priority,
        rule.IsActive,
        Words.Of(rule.Match),
        rule.Patterns,
        [.. rule.Channels.Select(ChannelNames.Of)],
        BusinessHoursModel.Of(rule.Hours),
        Words.Of(rule.Action),
        rule.TemplateId,
        rule.Tag,
        rule.CreatedAt,
        rule.UpdatedAt);
}
