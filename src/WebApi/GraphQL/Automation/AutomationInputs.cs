using SmsPlatform.Domain;
using SmsPlatform.Domain.Automation;
using SmsPlatform.WebApi.GraphQL.Chatbots;
using Channel = SmsPlatform.Domain.Channels.Channel;
using Hours = SmsPlatform.Domain.Chatbots.BusinessHours;

namespace SmsPlatform.WebApi.GraphQL.Automation;

/// <summary>A rule's settings; what is left out stays as it is, or has its default in a new rule.</summary>
/// <param name="Priority">The lowest is asked first.</param>
/// <param name="Patterns">Any of them is enough.</param>
/// <param name="Channels">Where it holds; empty for everywhere.</param>
/// <param name="Hours">When it holds; without openings: always.</param>
/// <param name="RemoveTemplate">It shall say nothing any more.</param>
/// <param name="Tag">What the action TAG puts on the conversation.</param>
public sealed record KeywordRuleSettingsInput(
    string? Name,
    int? Priority,
    bool? IsActive,
    RuleMatch? Match,
    IReadOnlyList<string>? Patterns,
    IReadOnlyList<Channel>? Channels,
    BusinessHoursInput? Hours,
    RuleAction? Action,
    [property: ID<Application.Automation.Views.ReplyTemplate>] Guid? TemplateId,
    bool? RemoveTemplate,
    string? Tag)
{
    internal Result<KeywordRuleChanges> Read()
    {
        Hours? hours = null;
        if (Hours is not null)
        {
            var read = Hours.Read();
            if (read.IsFailure)
            {
                return read.Error with { Code = "rule.hours_invalid", Field = "hours" };
            }

            hours = read.Value;
        }

        return new KeywordRuleChanges(
            Name?.Trim(),
            Priority,
            IsActive,
            Match,
            Patterns,
            Channels,
            hours,
            Action,
            TemplateId is { } template ? new ReplyTemplateId(template) : RemoveTemplate == true ? default(ReplyTemplateId) : null,
            Tag?.Trim());
    }
}

/// <summary>A template's settings; what is left out stays as it is.</summary>
/// <param name="Body">With variables such as <c>{{contact.name}}</c>.</param>
public sealed record ReplyTemplateSettingsInput(string? Name, string? Body, IReadOnlyList<QuickReplyInput>? QuickReplies)
{
    internal ReplyTemplateChanges Read() => new(Name?.Trim(), Body, QuickReplyInput.Read(QuickReplies));
}

/// <summary>One choice that a message offers.</summary>
/// <param name="Label">What the contact sees.</param>
/// <param name="Text">What choosing it says; the label where it is left out.</param>
public sealed record QuickReplyInput(string Label, string? Text)
{
    internal static IReadOnlyList<QuickReply>? Read(IReadOnlyList<QuickReplyInput>? choices) =>
        choices?.Select(choice => new QuickReply(choice.Label.Trim(), choice.Text?.Trim() ?? "")).ToList();
}
