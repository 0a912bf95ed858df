using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging.Views;

/// <summary>One message in or out, as readers see it.</summary>
public sealed class Message
{
    public Guid Id { get; init; }

    public Channel Channel { get; init; }

    public MessageDirection Direction { get; init; }

    public MessageStatus Status { get; init; }

    public string From { get; init; } = "";

    public string To { get; init; } = "";

    public string Body { get; init; } = "";

    public IReadOnlyList<MediaItem> Media { get; init; } = [];

    /// <summary>Carrier segments; 0 on channels that do not count them.</summary>
    public int Segments { get; init; }

    /// <summary>GSM-7 or UCS-2 on SMS.</summary>
    public string? Encoding { get; init; }

    /// <summary>Inbound: it was answered, or needs no answer.</summary>
    public bool Processed { get; init; }

    public DateTimeOffset? ProcessedAt { get; init; }

    /// <summary>The provider's id, such as a Twilio message SID.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The provider's account.</summary>
    public string AccountSid { get; init; } = "";

    /// <summary>The provider's code, or one of ours where no provider was asked.</summary>
    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    public Guid ConversationId { get; init; }

    /// <summary>The conversation, where it was read along with the message: of it no more than was asked for.</summary>
    public Conversation? Conversation { get; init; }

    public Guid ContactId { get; init; }

    /// <summary>The contact, likewise.</summary>
    public Contact? Contact { get; init; }

    public Guid? ResponseMessageId { get; init; }

    /// <summary>In a stream of changes of status: which of the message's changes this is, from 1.</summary>
    public int? Change { get; init; }
}
