using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Domain.Automation;

/// <summary>A text that a chatbot's rules say, with variables and choices.</summary>
public sealed class ReplyTemplate
{
    public const int MaxNameLength = 100;
    public const int MaxBodyLength = 1600;
    public const int MaxPerChatbot = 500;

    private ReplyTemplate(ReplyTemplateId id, WorkspaceId workspaceId, ChatbotId chatbotId, DateTimeOffset createdAt)
    {
        Id = id;
        WorkspaceId = workspaceId;
        ChatbotId = chatbotId;
        CreatedAt = createdAt;
        UpdatedAt = createdAt;
    }

    public ReplyTemplateId Id { get; }

    public WorkspaceId WorkspaceId { get; }

    public ChatbotId ChatbotId { get; }

    public string Name { get; private set; } = "";

    /// <summary>A <see cref="TemplateText"/>.</summary>
    public string Body { get; private set; } = "";

    public IReadOnlyList<QuickReply> QuickReplies { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <remarks>The settings have been validated.</remarks>
    public static ReplyTemplate Create(WorkspaceId workspaceId, ChatbotId chatbotId, ReplyTemplateChanges settings, DateTimeOffset now)
    {
        var template = new ReplyTemplate(ReplyTemplateId.New(now), workspaceId, chatbotId, now);
        template.Change(settings, now);
        return template;
    }

    /// <summary>Takes over what the changes name.</summary>
    /// <remarks>The changes have been validated.</remarks>
    public void Change(ReplyTemplateChanges changes, DateTimeOffset now)
    {
        Name = changes.Name ?? Name;
        Body = changes.Body ?? Body;
        QuickReplies = changes.QuickReplies ?? QuickReplies;
        UpdatedAt = now;
    }
}

/// <summary>What is to become of a template; null leaves a thing as it is.</summary>
public sealed record ReplyTemplateChanges(string? Name = null, string? Body = null, IReadOnlyList<QuickReply>? QuickReplies = null);
