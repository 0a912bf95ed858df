using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Domain.Channels;

/// <summary>A chatbot's connection to one channel.</summary>
/// <remarks>Its secrets are ciphertexts here; only the infrastructure can read them.</remarks>
public sealed class Integration
{
    private Integration(IntegrationId id, WorkspaceId workspaceId, ChatbotId chatbotId, Channel channel, DateTimeOffset createdAt)
    {
        Id = id;
        WorkspaceId = workspaceId;
        ChatbotId = chatbotId;
        Channel = channel;
        CreatedAt = createdAt;
        UpdatedAt = createdAt;
    }

    public IntegrationId Id { get; }

    public WorkspaceId WorkspaceId { get; }

    public ChatbotId ChatbotId { get; }

    public Channel Channel { get; }

    public IntegrationStatus Status { get; private set; } = IntegrationStatus.Pending;

    public bool IsEnabled { get; private set; }

    /// <summary>The provider's name for the account, such as a Twilio account SID.</summary>
    public string AccountId { get; private set; } = "";

    /// <summary>Our address on the channel, such as a phone number; empty when only a service is set.</summary>
    public string Address { get; private set; } = "";

    /// <summary>A pool of addresses, such as a Twilio Messaging Service; empty when there is none.</summary>
    public string ServiceId { get; private set; } = "";

    /// <summary>The encrypted secrets by field name.</summary>
    public IReadOnlyList<SealedSecret> Secrets { get; private set; } = [];

    /// <summary>Made from the installation's settings at start-up, and kept in step with them.</summary>
    public bool IsDefault { get; private set; }

    public string? LastError { get; private set; }

    public DateTimeOffset? LastUsedAt { get; private set; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public static Integration Connect(WorkspaceId workspaceId, ChatbotId chatbotId, Channel channel, DateTimeOffset now) =>
        new(IntegrationId.New(now), workspaceId, chatbotId, channel, now);

    public void MarkDefault() => IsDefault = true;

    /// <summary>Replaces where the integration points and the secrets it uses; a former error is forgotten.</summary>
    public void Configure(string accountId, string address, string serviceId, IReadOnlyList<SealedSecret> secrets, DateTimeOffset now)
    {
        AccountId = accountId;
        Address = address;
        ServiceId = serviceId;
        Secrets = secrets;
        Status = IntegrationStatus.Pending;
        LastError = null;
        UpdatedAt = now;
    }

    public void Enable(DateTimeOffset now)
    {
        IsEnabled = true;
        UpdatedAt = now;
    }

    public void Disable(DateTimeOffset now)
    {
        IsEnabled = false;
        UpdatedAt = now;
    }
}
