using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging;

/// <summary>The stored SMS of the caller's workspace, newest first.</summary>
/// <param name="PhoneNumber">Only those from or to this number.</param>
/// <param name="Limit">1 to <see cref="MaxLimit"/>.</param>
public sealed record ListStoredSms(MessageDirection? Direction, bool? Processed, string? PhoneNumber, int Limit)
    : IQuery<IReadOnlyList<StoredSms>>, INarrowsToChatbot
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;
}

/// <summary>One stored SMS of the caller's workspace.</summary>
public sealed record GetStoredSms(MessageId Id) : IQuery<StoredSms>, INarrowsToChatbot;

/// <summary>Marks an inbound SMS as processed. Repeating it changes nothing.</summary>
/// <param name="ChatId">The conversation it belongs to, where that is another one than its own.</param>
/// <param name="ResponseMessageSid">The provider's id of the answer.</param>
public sealed record MarkSmsProcessed(MessageId Id, ConversationId? ChatId, string? ResponseMessageSid) : ICommand<StoredSms>, INarrowsToChatbot;

/// <summary>An SMS as reports and scripts know it.</summary>
/// <param name="MessageSid">The provider's id; null while an outbound one was not taken by the provider.</param>
/// <param name="ChatId">The conversation.</param>
/// <param name="ErrorCode">The provider's code, or one of ours where no provider was asked.</param>
public sealed record StoredSms(
    MessageId Id,
    string? MessageSid,
    string AccountSid,
    string From,
    string To,
    string Body,
    MessageDirection Direction,
    MessageStatus Status,
    IReadOnlyList<MediaItem> Media,
    bool Processed,
    ConversationId ChatId,
    string? ResponseMessageSid,
    string? ErrorCode,
    string? ErrorMessage,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ProcessedAt);
