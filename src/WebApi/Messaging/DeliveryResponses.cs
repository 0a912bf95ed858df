using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Views;

namespace SmsPlatform.WebApi.Messaging;

internal sealed record TimelineResponse(IReadOnlyList<TimelineEntryResponse> Entries);

/// <param name="MessageId">That of the timeline, one that it answers, or the answer to it.</param>
internal sealed record TimelineEntryResponse(
    Guid MessageId, DateTimeOffset At, string Kind, string? Status, int? Attempt, string? Code, string Reason, string? ExternalId)
{
    public static TimelineEntryResponse Of(TimelineEntry entry) => new(
        entry.MessageId,
        entry.At,
        Words.Of(entry.Kind),
        entry.Status is { } status ? Words.Of(status) : null,
        entry.Attempt,
        entry.Code,
        entry.Reason,
        entry.ExternalId);
}

/// <param name="MessageSid">The provider's id; null when it never took it.</param>
/// <param name="ChatId">The conversation.</param>
internal sealed record DeadLetterResponse(
    Guid Id,
    string Channel,
    string Status,
    string From,
    string To,
    string Body,
    string? ErrorCode,
    string? ErrorMessage,
    string? MessageSid,
    Guid ChatId,
    DateTimeOffset CreatedAt)
{
    public static DeadLetterResponse Of(Message message) => new(
        message.Id,
        Words.Of(message.Channel),
        Words.Of(message.Status),
        message.From,
        message.To,
        message.Body,
        message.ErrorCode,
        message.ErrorMessage,
        message.ExternalId,
        message.ConversationId,
        message.CreatedAt);
}

/// <summary>Which messages to send again: <c>ids</c>, or all that the rest finds.</summary>
/// <param name="Ids">At most 100.</param>
/// <param name="Limit">How many at once, 1 to 100.</param>
/// <param name="After"><c>next</c> of the batch before.</param>
internal sealed record RequeueRequest(
    IReadOnlyList<string?>? Ids,
    string? ChatbotId,
    IReadOnlyList<string?>? Statuses,
    IReadOnlyList<string?>? Codes,
    string? Since,
    string? Until,
    int? Limit,
    string? After);

/// <param name="Ids">Those that are due again.</param>
/// <param name="Next">Pass it as <c>after</c> for the next batch; null when there is none.</param>
internal sealed record RequeuedResponse(IReadOnlyList<Guid> Ids, IReadOnlyList<RefusedResponse> Refused, string? Next)
{
    public static RequeuedResponse Of(Requeued requeued) => new(
        [.. requeued.Ids.Select(id => id.Value)],
        [.. requeued.Refused.Select(refused => new RefusedResponse(refused.Id.Value, refused.Error.Code, refused.Error.Message))],
        requeued.Next);
}

internal sealed record RefusedResponse(Guid Id, string Code, string Reason);
