using SmsPlatform.Domain.Automation;

namespace SmsPlatform.Application.Automation.Views;

/// <summary>A text that a chatbot's rules say, with variables and choices. As readers see it.</summary>
public sealed class ReplyTemplate
{
    public Guid Id { get; init; }

    public Guid ChatbotId { get; init; }

    public string Name { get; init; } = "";

    /// <summary>With variables such as <c>{{contact.name}}</c>.</summary>
    public string Body { get; init; } = "";

    public IReadOnlyList<QuickReply> QuickReplies { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public static ReplyTemplate Of(Domain.Automation.ReplyTemplate template) => new()
    {
        Id = template.Id.Value,
        ChatbotId = template.ChatbotId.Value,
        Name = template.Name,
        Body = template.Body,
        QuickReplies = template.QuickReplies,
        CreatedAt = template.CreatedAt,
        UpdatedAt = template.UpdatedAt,
    };
}
