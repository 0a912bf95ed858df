using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Messaging;

namespace SmsPlatform.WebApi.Twilio;

/// <summary>A stored SMS.</summary>
/// <param name="Id">The database id.</param>
/// <param name="MessageSid">Twilio's id; null while Twilio has not taken an outbound one.</param>
/// <param name="Direction"><c>inbound</c> or <c>outbound</c>.</param>
/// <param name="ChatId">The conversation.</param>
/// <param name="ErrorCode">Twilio's code as a number, or a code of ours as text.</param>
internal sealed record StoredSmsResponse(
    Guid Id,
    string? MessageSid,
    string AccountSid,
    string From,
    string To,
    string Body,
    string Direction,
    string Status,
    int NumMedia,
    IReadOnlyList<string> MediaUrls,
    bool Processed,
    Guid ChatId,
    string? ResponseMessageSid,
    string? ErrorCode,
    string? ErrorMessage,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ProcessedAt)
{
    public static StoredSmsResponse Of(StoredSms sms) => new(
        sms.Id.Value,
        sms.MessageSid,
        sms.AccountSid,
        sms.From,
        sms.To,
        sms.Body,
        sms.Direction.ToString().ToLowerInvariant(),
        sms.Status.ToString().ToLowerInvariant(),
        sms.Media.Count,
        [.. sms.Media.Select(medium => medium.Url)],
        sms.Processed,
        sms.ChatId.Value,
        sms.ResponseMessageSid,
        sms.ErrorCode,
        sms.ErrorMessage,
        sms.CreatedAt,
        sms.ProcessedAt);
}

/// <summary>Some stored SMS, newest first.</summary>
internal sealed record StoredSmsList(IReadOnlyList<StoredSmsResponse> Messages, int Count);

/// <summary>What a caller knows of an SMS that was processed elsewhere.</summary>
/// <param name="ChatId">The conversation it belongs to.</param>
/// <param name="ResponseMessageSid">Twilio's id of the answer.</param>
internal sealed record MarkProcessedRequest(string? ChatId, string? ResponseMessageSid);

/// <summary>An SMS to send from the default number.</summary>
/// <param name="To">In E.164, such as <c>+14155550123</c>.</param>
internal sealed record SendSmsRequest(string? To, string? Body, IReadOnlyList<string>? MediaUrls);

/// <summary>What was queued.</summary>
/// <param name="Id">The first part's id.</param>
/// <param name="Ids">All parts' ids, in order.</param>
/// <param name="Status"><c>queued</c>.</param>
/// <param name="Segments">Carrier segments of all parts.</param>
/// <param name="Encoding"><c>GSM-7</c> or <c>UCS-2</c>.</param>
/// <param name="EstimatedPrice">At the prices that are set; null when none is set for the recipient's country.</param>
internal sealed record SendSmsResponse(
    Guid Id, IReadOnlyList<Guid> Ids, string From, string To, string Status, int Segments, string Encoding, Price? EstimatedPrice)
{
    public static SendSmsResponse Of(QueuedSms sms) => new(
        sms.Id.Value,
        [.. sms.Parts.Select(part => part.Value)],
        sms.From,
        sms.To,
        sms.Status.ToString().ToLowerInvariant(),
        sms.Segments,
        sms.Encoding,
        sms.EstimatedPrice);
}
