using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Domain.Channels;

/// <summary>What happened with an integration. It outlives the integration, and holds no secret and no message.</summary>
public sealed class IntegrationLog
{
    public const int MaxCodeLength = 100;
    public const int MaxMessageLength = 500;

    private IntegrationLog(
        Guid id,
        WorkspaceId workspaceId,
        ChatbotId chatbotId,
        IntegrationId integrationId,
        Channel channel,
        IntegrationEvent @event,
        string? code,
        string? message,
        UserId? userId,
        DateTimeOffset createdAt)
    {
        Id = id;
        WorkspaceId = workspaceId;
        ChatbotId = chatbotId;
        IntegrationId = integrationId;
        Channel = channel;
        Event = @event;
        Code = code;
        Message = message;
        UserId = userId;
        CreatedAt = createdAt;
    }

    public Guid Id { get; }

    public WorkspaceId WorkspaceId { get; }

    public ChatbotId ChatbotId { get; }

    public IntegrationId IntegrationId { get; }

    public Channel Channel { get; }

    public IntegrationEvent Event { get; }

    /// <summary>The provider's code or one of ours, where something is wrong.</summary>
    public string? Code { get; }

    public string? Message { get; }

    /// <summary>Who did it; null for the platform itself.</summary>
    public UserId? UserId { get; }

    public DateTimeOffset CreatedAt { get; }

    public static IntegrationLog Write(
        Integration integration, IntegrationEvent happened, UserId? by, DateTimeOffset now, string? code = null, string? message = null) => new(
        Guid.CreateVersion7(now),
        integration.WorkspaceId,
        integration.ChatbotId,
        integration.Id,
        integration.Channel,
        happened,
        code?.Cut(MaxCodeLength),
        message?.Cut(MaxMessageLength),
        by,
        now);
}

/// <summary>A kind of thing that happens with an integration.</summary>
public enum IntegrationEvent
{
    Created,
    Changed,
    Enabled,
    Disabled,
    Deleted,
    TestPassed,
    TestFailed,

    /// <summary>The provider's own settings were pointed here.</summary>
    WebhookSet,

    /// <summary>The provider took a message, after none or an error before.</summary>
    Connected,

    /// <summary>The provider refused the credentials or settings; sends are held.</summary>
    Failed,

    /// <summary>Many of its webhooks were rejected within minutes.</summary>
    RejectionsRose,
}
