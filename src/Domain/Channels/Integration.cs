using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Domain.Channels;

/// <summary>A chatbot's connection to one channel.</summary>
/// <remarks>Its secrets are ciphertexts here; only the infrastructure can read them.</remarks>
public sealed class Integration
{
    public const int MaxSettingLength = 500;

    private Integration(IntegrationId id, WorkspaceId workspaceId, ChatbotId chatbotId, Channel channel, DateTimeOffset createdAt)
    {
        Id = id;
        WorkspaceId = workspaceId;
        ChatbotId = chatbotId;
        Channel = channel;
        CreatedAt = createdAt;
        UpdatedAt = createdAt;
        ConfiguredAt = createdAt;
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

    /// <summary>What else the channel needs that is no secret, by field name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; private set; } = new Dictionary<string, string>();

    /// <summary>The encrypted secrets by field name.</summary>
    public IReadOnlyList<SealedSecret> Secrets { get; private set; } = [];

    /// <summary>Secrets that were replaced; each is accepted for a while, so that the provider may be told of the new one in peace.</summary>
    public IReadOnlyList<RetiredSecret> RetiredSecrets { get; private set; } = [];

    /// <summary>Made from the installation's settings at start-up, and kept in step with them.</summary>
    public bool IsDefault { get; private set; }

    public string? LastError { get; private set; }

    public DateTimeOffset? LastUsedAt { get; private set; }

    /// <summary>Webhooks taken, messages sent, sends that failed, webhooks refused. Counted in memory and added now and then, so they lag by seconds.</summary>
    public long ReceivedCount { get; private set; }

    public long SentCount { get; private set; }

    public long FailedCount { get; private set; }

    public long RejectedCount { get; private set; }

    /// <summary>When its settings or secrets last changed: what was learnt with older ones says nothing of these.</summary>
    public DateTimeOffset ConfiguredAt { get; private set; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Set when it was deleted: its credentials are gone, and the row stays for the conversations and consents that came through it.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

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
        DeletedAt = null;
        ConfiguredAt = now;
        UpdatedAt = now;
    }

    /// <summary>Forgets every credential and setting. Connecting the chatbot to the channel again takes up the same conversations.</summary>
    public void Delete(DateTimeOffset now)
    {
        Configure("", "", "", [], now);
        Settings = new Dictionary<string, string>();
        RetiredSecrets = [];
        IsEnabled = false;
        IsDefault = false;
        DeletedAt = now;
    }

    public void Set(IReadOnlyDictionary<string, string> settings) => Settings = settings;

    /// <summary>Keeps replaced secrets. Of each field the last one is enough: a provider knows two at most.</summary>
    public void Retire(IEnumerable<SealedSecret> replaced, DateTimeOffset until)
    {
        var retired = replaced.Select(secret => new RetiredSecret(secret, until)).ToList();
        RetiredSecrets =
        [
            .. RetiredSecrets.Where(former => retired.TrueForAll(secret => secret.Secret.Field != former.Secret.Field)),
            .. retired,
        ];
    }

    /// <summary>Forgets all replaced secrets, as when the account is another one.</summary>
    public void ForgetRetired() => RetiredSecrets = [];

    /// <summary>Takes the same secrets sealed anew.</summary>
    public void Reseal(IReadOnlyList<SealedSecret> secrets, IReadOnlyList<RetiredSecret> retired)
    {
        Secrets = secrets;
        RetiredSecrets = retired;
    }

    public void MarkConnected(DateTimeOffset now)
    {
        Status = IntegrationStatus.Connected;
        LastError = null;
        UpdatedAt = now;
    }

    public void MarkFailed(string error, DateTimeOffset now)
    {
        Status = IntegrationStatus.Error;
        LastError = error;
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

/// <summary>A secret that was replaced.</summary>
/// <param name="AcceptedUntil">After this it no longer verifies anything; it is kept to explain what it was used for.</param>
public sealed record RetiredSecret(SealedSecret Secret, DateTimeOffset AcceptedUntil);
