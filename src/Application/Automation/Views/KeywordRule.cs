using SmsPlatform.Domain.Automation;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Automation.Views;

/// <summary>What a chatbot does when a message says certain words. As readers see it.</summary>
public sealed class KeywordRule
{
    public Guid Id { get; init; }

    public Guid ChatbotId { get; init; }

    public string Name { get; init; } = "";

    /// <summary>The lowest is asked first; among equals the oldest.</summary>
    public int Priority { get; init; }

    public bool IsActive { get; init; }

    public RuleMatch Match { get; init; }

    /// <summary>Any of them is enough.</summary>
    public IReadOnlyList<string> Patterns { get; init; } = [];

    /// <summary>Where it holds; empty for everywhere.</summary>
    public IReadOnlyList<Channel> Channels { get; init; } = [];

    /// <summary>When it holds; null for always.</summary>
    public BusinessHours? Hours { get; init; }

    public RuleAction Action { get; init; }

    /// <summary>What it says.</summary>
    public Guid? TemplateId { get; init; }

    /// <summary>What it puts on the conversation.</summary>
    public string Tag { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public static KeywordRule Of(Domain.Automation.KeywordRule rule) => new()
    {
        Id = rule.Id.Value,
        ChatbotId = rule.ChatbotId.Value,
        Name = rule.Name,
        Priority = rule.Priority,
        IsActive = rule.IsActive,
        Match = rule.Match,
        Patterns = rule.Patterns,
        Channels = rule.Channels,
        Hours = rule.Hours,
        Action = rule.Action,
        TemplateId = rule.TemplateId?.Value,
        Tag = rule.Tag,
        CreatedAt = rule.CreatedAt,
        UpdatedAt = rule.UpdatedAt,
    };
}
