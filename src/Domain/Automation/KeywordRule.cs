using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Domain.Automation;

/// <summary>What a chatbot does when a message says certain words.</summary>
public sealed class KeywordRule
{
    public const int MaxNameLength = 100;
    public const int MaxPatterns = 20;
    public const int MaxPriority = 1000;
    public const int DefaultPriority = 100;
    public const int MaxTagLength = 50;
    public const int MaxPerChatbot = 500;

    private KeywordRule(KeywordRuleId id, WorkspaceId workspaceId, ChatbotId chatbotId, DateTimeOffset createdAt)
    {
        Id = id;
        WorkspaceId = workspaceId;
        ChatbotId = chatbotId;
        CreatedAt = createdAt;
        UpdatedAt = createdAt;
    }

    public KeywordRuleId Id { get; }

    public WorkspaceId WorkspaceId { get; }

    public ChatbotId ChatbotId { get; }

    public string Name { get; private set; } = "";

    /// <summary>The lowest is asked first; among equals the oldest.</summary>
    public int Priority { get; private set; } = DefaultPriority;

    public bool IsActive { get; private set; } = true;

    public RuleMatch Match { get; private set; }

    /// <summary>Any of them is enough.</summary>
    public IReadOnlyList<string> Patterns { get; private set; } = [];

    /// <summary>Where it holds; empty for everywhere.</summary>
    public IReadOnlyList<Channel> Channels { get; private set; } = [];

    /// <summary>When it holds; null for always.</summary>
    public BusinessHours? Hours { get; private set; }

    public RuleAction Action { get; private set; }

    public ReplyTemplateId? TemplateId { get; private set; }

    /// <summary>What <see cref="RuleAction.Tag"/> puts on the conversation.</summary>
    public string Tag { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public static Result<KeywordRule> Create(WorkspaceId workspaceId, ChatbotId chatbotId, KeywordRuleChanges settings, DateTimeOffset now)
    {
        var rule = new KeywordRule(KeywordRuleId.New(now), workspaceId, chatbotId, now);
        var changed = rule.Change(settings, now);
        return changed.IsFailure ? changed.Error : rule;
    }

    /// <summary>Takes over what the changes name; refused where the whole would make no sense.</summary>
    /// <remarks>Each change by itself has been validated.</remarks>
    public Result<Done> Change(KeywordRuleChanges changes, DateTimeOffset now)
    {
        Name = changes.Name ?? Name;
        Priority = changes.Priority ?? Priority;
        IsActive = changes.IsActive ?? IsActive;
        Match = changes.Match ?? Match;
        Patterns = changes.Patterns ?? Patterns;
        Channels = changes.Channels is { } channels ? [.. channels.Distinct()] : Channels;
        Hours = changes.Hours is { } hours ? (hours.Openings.Count > 0 ? hours : null) : Hours;
        Action = changes.Action ?? Action;
        TemplateId = changes.TemplateId is { } template ? (template == default ? null : template) : TemplateId;
        Tag = changes.Tag ?? Tag;
        UpdatedAt = now;
        return Check();
    }

    /// <summary>Whether it holds at this time on this channel.</summary>
    public bool Holds(Channel channel, DateTimeOffset now) =>
        IsActive && (Channels.Count == 0 || Channels.Contains(channel)) && (Hours is null || Hours.AreOpenAt(now));

    private Result<Done> Check()
    {
        // A pattern may be right for one way of matching and wrong for another, so both are looked at together.
        foreach (var pattern in Patterns)
        {
            var parsed = RulePattern.Parse(Match, pattern);
            if (parsed.IsFailure)
            {
                return parsed.Error;
            }
        }

        return Action switch
        {
            RuleAction.Reply when TemplateId is null => AutomationErrors.TemplateMissing,
            RuleAction.Tag when string.IsNullOrWhiteSpace(Tag) => AutomationErrors.TagMissing,
            _ => Done.Value,
        };
    }
}

/// <summary>What is to become of a rule; null leaves a thing as it is.</summary>
/// <param name="Channels">Empty for every channel.</param>
/// <param name="Hours">Without an opening: always.</param>
/// <param name="TemplateId">The empty id for none.</param>
public sealed record KeywordRuleChanges(
    string? Name = null,
    int? Priority = null,
    bool? IsActive = null,
    RuleMatch? Match = null,
    IReadOnlyList<string>? Patterns = null,
    IReadOnlyList<Channel>? Channels = null,
    BusinessHours? Hours = null,
    RuleAction? Action = null,
    ReplyTemplateId? TemplateId = null,
    string? Tag = null);
