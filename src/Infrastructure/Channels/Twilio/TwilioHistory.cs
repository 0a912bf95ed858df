using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>Reads received messages from the account's message log.</summary>
internal sealed class TwilioHistory(TwilioClient client, IOptions<TwilioOptions> options) : IInboundHistory
{
    private const int PageSize = 200;
    private const int MaxMedia = 10;

    public Channel Kind => Channel.Sms;

    public async Task<Result<HistoryPage>> ReadAsync(
        ChannelConnection connection, DateTimeOffset since, DateTimeOffset until, string? next, CancellationToken cancellationToken)
    {
        var answer = next is null
            ? await client.ListMessagesAsync(connection, Query(connection, since, until), cancellationToken)
            : await client.ListMessagesPageAsync(connection, next, cancellationToken);
        if (!answer.IsSuccess || TwilioAnswer.List(answer.Body, "messages") is not { } messages)
        {
            return Failure(answer);
        }

        var found = messages.Select(message => Read(message, connection)).OfType<PastMessage>().ToList();
        var following = TwilioAnswer.Text(answer.Body, "next_page_uri");

        // Only a path of the same API, so that no answer can send our credentials elsewhere.
        return string.IsNullOrEmpty(following) ? new HistoryPage(found, null)
            : following.StartsWith("/2010-04-01/Accounts/", StringComparison.Ordinal) ? new HistoryPage(found, following)
            : HistoryErrors.Refused("its pages lead elsewhere");
    }

    public async Task<Result<InboundMessage>> CompleteAsync(
        ChannelConnection connection, PastMessage message, CancellationToken cancellationToken)
    {
        if (message.MediaCount == 0)
        {
            return message.Message;
        }

        var answer = await client.ListMediaAsync(connection, message.Message.ExternalId, cancellationToken);
        if (answer is { Reach: TwilioReach.Answered, Status: 404 })
        {
            // Deleted since; the text is there all the same.
            return message.Message;
        }

        if (!answer.IsSuccess || TwilioAnswer.List(answer.Body, "media_list") is not { } media)
        {
            return Failure(answer);
        }

        return message.Message with { Media = [.. media.Take(MaxMedia).Select(MediumOf).OfType<MediaItem>()] };
    }

    private static Error Failure(TwilioAnswer answer)
    {
        var reason = answer.ErrorCode ?? answer.Failure ?? TwilioFailures.Http(answer.Status);
        return answer is { Reach: TwilioReach.Answered, Status: >= 300 and < 500 and not 429 }
            ? HistoryErrors.Refused(reason)
            : HistoryErrors.Unreachable(reason);
    }

    // A Messaging Service cannot be asked for; its messages are picked from all of the account.
    private static string Query(ChannelConnection connection, DateTimeOffset since, DateTimeOffset until)
    {
        var span = $"DateSent%3E={Time(since)}&DateSent%3C={Time(until)}&PageSize={PageSize}";
        return connection.Address.Length > 0 ? $"To={Uri.EscapeDataString(connection.Address)}&{span}" : span;
    }

    private static string Time(DateTimeOffset time) =>
        Uri.EscapeDataString(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    private static PastMessage? Read(JsonElement json, ChannelConnection connection)
    {
        var (id, from, to) = (TwilioAnswer.Text(json, "sid"), TwilioAnswer.Text(json, "from"), TwilioAnswer.Text(json, "to"));
        if (TwilioAnswer.Text(json, "direction") != "inbound"
            || TwilioAnswer.Text(json, "account_sid") != connection.AccountId
            || string.IsNullOrEmpty(id) || string.IsNullOrEmpty(from) || string.IsNullOrEmpty(to)
            || !IsOurs(json, to, connection)
            || SentAt(json) is not { } sentAt)
        {
            return null;
        }

        var body = (TwilioAnswer.Text(json, "body") ?? "").Replace("\0", "", StringComparison.Ordinal);
        return new PastMessage(
            new InboundMessage(
                id,
                connection.AccountId,
                from,
                to,
                body,
                Count(json, "num_segments"),
                [],
                ConsentWords.Classify(body, ""),
                SenderAddress.CanBeAnswered(from),
                new Dictionary<string, string>()),
            sentAt,
            Count(json, "num_media"));
    }

    private static bool IsOurs(JsonElement json, string to, ChannelConnection connection) => connection.Address.Length > 0
        ? to == connection.Address
        : TwilioAnswer.Text(json, "messaging_service_sid") == connection.ServiceId;

    private static int Count(JsonElement json, string property) =>
        int.TryParse(TwilioAnswer.Text(json, property), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;

    private static DateTimeOffset? SentAt(JsonElement json) =>
        Parse(TwilioAnswer.Text(json, "date_sent")) ?? Parse(TwilioAnswer.Text(json, "date_created"));

    private static DateTimeOffset? Parse(string? text) => DateTimeOffset.TryParseExact(
        text, "ddd, dd MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private MediaItem? MediumOf(JsonElement medium) =>
        TwilioAnswer.Text(medium, "uri") is { } uri
            && uri.StartsWith("/2010-04-01/Accounts/", StringComparison.Ordinal) && uri.EndsWith(".json", StringComparison.Ordinal)
            ? new MediaItem(options.Value.ApiBaseUrl.TrimEnd('/') + uri[..^".json".Length], TwilioAnswer.Text(medium, "content_type") ?? "")
            : null;
}
