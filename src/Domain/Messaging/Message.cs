using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Domain.Messaging;

/// <summary>One message in or out, on any channel.</summary>
public sealed class Message
{
    private Message(
        MessageId id,
        WorkspaceId workspaceId,
        ConversationId conversationId,
        IntegrationId integrationId,
        Channel channel,
        MessageDirection direction,
        string from,
        string to,
        string body,
        DateTimeOffset createdAt)
    {
        Id = id;
        WorkspaceId = workspaceId;
        ConversationId = conversationId;
        IntegrationId = integrationId;
        Channel = channel;
        Direction = direction;
        From = from;
        To = to;
        Body = body;
        CreatedAt = createdAt;
    }

    public MessageId Id { get; }

    /// <summary>The order in which messages were stored; within a conversation the order in which they are sent.</summary>
    public long Seq { get; private set; }

    public WorkspaceId WorkspaceId { get; }

    public ConversationId ConversationId { get; }

    public IntegrationId IntegrationId { get; }

    public Channel Channel { get; }

    public MessageDirection Direction { get; }

    public MessageStatus Status { get; private set; }

    /// <summary><see cref="MessageStatusExtensions.Rank"/> of <see cref="Status"/>, stored so that SQL can compare it.</summary>
    public int StatusRank { get; private set; }

    /// <summary>
    /// Outbound: since when it has its status. Whoever changes the status sets this and <see cref="StatusSource"/>; the database notes
    /// each change as a <see cref="StatusChange"/>.
    /// </summary>
    public DateTimeOffset? StatusAt { get; private set; }

    public StatusSource? StatusSource { get; private set; }

    public string From { get; }

    public string To { get; }

    public string Body { get; }

    /// <summary>Carrier segments; 0 on channels that do not count them.</summary>
    public int Segments { get; private set; }

    /// <summary><c>GSM-7</c> or <c>UCS-2</c> on SMS; null elsewhere.</summary>
    public string? Encoding { get; private set; }

    public IReadOnlyList<MediaItem> Media { get; private set; } = [];

    /// <summary>The provider's id; unique within the integration.</summary>
    public string? ExternalId { get; private set; }

    /// <summary>The provider's account the message belongs to.</summary>
    public string AccountId { get; private set; } = "";

    /// <summary>Whatever else the provider posted, as a JSON object of names and values.</summary>
    public string? ProviderData { get; private set; }

    /// <summary>Inbound: the answer step is done with it.</summary>
    public bool Processed { get; private set; }

    public DateTimeOffset? ProcessedAt { get; private set; }

    /// <summary>Inbound: the first message of its answer.</summary>
    public MessageId? ResponseMessageId { get; private set; }

    /// <summary>Inbound: an answer's provider id as set by a caller of mark-processed.</summary>
    public string? ResponseExternalId { get; private set; }

    /// <summary>The conversation a caller of mark-processed linked it to, where that is another one.</summary>
    public ConversationId? LinkedConversationId { get; private set; }

    /// <summary>Outbound: the bot wrote it, not a person or a program.</summary>
    public bool IsAutomatic { get; private set; }

    /// <summary>Outbound: it confirms what the contact said of consent, so it goes although the contact opted out.</summary>
    public bool AnswersConsent { get; private set; }

    /// <summary>Outbound: how many attempts were begun.</summary>
    public int Attempts { get; private set; }

    /// <summary>Outbound: when the next attempt, or the look-up of an unconfirmed one, is due.</summary>
    public DateTimeOffset? NextAttemptAt { get; private set; }

    /// <summary>Outbound: its place in its sender's queue, once it had to wait there.</summary>
    public long? SenderTicket { get; private set; }

    /// <summary>Outbound: its place in the account's queue, once it had to wait there.</summary>
    public long? AccountTicket { get; private set; }

    /// <summary>Outbound: after this it is no longer sent.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>The provider's code, or one of ours where no provider was asked.</summary>
    public string? ErrorCode { get; private set; }

    public string? ErrorMessage { get; private set; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset? SentAt { get; private set; }

    public DateTimeOffset? DeliveredAt { get; private set; }
}

/// <summary>One attached medium, as the provider names it.</summary>
public sealed record MediaItem(string Url, string ContentType);
