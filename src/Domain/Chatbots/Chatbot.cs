using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Domain.Chatbots;

/// <summary>Answers the messages of its integrations.</summary>
public sealed class Chatbot
{
    public const int MaxNameLength = 100;
    public const int MaxTextLength = 1600;
    public const string DefaultGreeting = "Hi, thanks for your message! How can we help you?";
    public const string DefaultFallback = "Thanks, we got your message and will get back to you.";

    private Chatbot(ChatbotId id, WorkspaceId workspaceId, string name, DateTimeOffset createdAt)
    {
        Id = id;
        WorkspaceId = workspaceId;
        Name = name;
        CreatedAt = createdAt;
    }

    public ChatbotId Id { get; }

    public WorkspaceId WorkspaceId { get; }

    public string Name { get; private set; }

    /// <summary>The answer to a new contact's first messages.</summary>
    public string Greeting { get; private set; } = DefaultGreeting;

    /// <summary>The answer when nothing better is known.</summary>
    public string Fallback { get; private set; } = DefaultFallback;

    /// <summary>A paused chatbot stores messages and answers none.</summary>
    public bool IsActive { get; private set; } = true;

    /// <summary>How long a conversation must be quiet before it is answered, so that a burst gets one answer.</summary>
    public TimeSpan QuietWindow { get; private set; } = TimeSpan.FromSeconds(1);

    /// <summary>How old an automatic answer may get before it is no longer sent.</summary>
    public TimeSpan ReplyTimeToLive { get; private set; } = TimeSpan.FromMinutes(15);

    public DateTimeOffset CreatedAt { get; }

    public static Chatbot Create(WorkspaceId workspaceId, string name, DateTimeOffset now) =>
        new(ChatbotId.New(now), workspaceId, name, now);
}
