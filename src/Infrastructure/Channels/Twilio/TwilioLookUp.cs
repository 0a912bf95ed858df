using System.Globalization;
using System.Text.Json;
using SmsPlatform.Application.Channels;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>Looks in the account's message log for an attempt whose answer was lost.</summary>
internal sealed class TwilioLookUp(TwilioClient client)
{
    private const int PageSize = 100;
    private const int MaxPages = 5;

    // Twilio begins each message of a trial account with it.
    private const string TrialNotice = "Sent from your Twilio trial account - ";

    // Twilio's clock and ours may differ, and its times are whole seconds.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <remarks>
    /// The log is not filtered by <c>DateSent</c>: a message that still waits in Twilio's queue has none, and overlooking it
    /// would mean a second send. It comes newest first, so reading ends at the first page that is older than the attempt.
    /// </remarks>
    public async Task<LookUpOutcome> FindAsync(
        OutboundMessage message, DateTimeOffset attemptedAt, ChannelConnection connection, CancellationToken cancellationToken)
    {
        var found = new List<(string Id, TimeSpan Distance)>();
        var answer = await client.ListMessagesAsync(connection, Query(message, connection), cancellationToken);
        for (var page = 1; ; page++)
        {
            if (!answer.IsSuccess || TwilioAnswer.List(answer.Body, "messages") is not { } messages)
            {
                return new LookUpOutcome(LookUpResult.Unknown);
            }

            var reachesAttempt = false;
            foreach (var candidate in messages)
            {
                // Without a time that can be read it may be the one.
                var createdAt = CreatedAt(candidate) ?? attemptedAt;
                if (createdAt < attemptedAt - Skew)
                {
                    continue;
                }

                reachesAttempt = true;
                if (TwilioAnswer.Text(candidate, "sid") is { Length: > 0 } id && IsSame(candidate, message, connection))
                {
                    found.Add((id, (createdAt - attemptedAt).Duration()));
                }
            }

            var next = TwilioAnswer.Text(answer.Body, "next_page_uri");
            if (!reachesAttempt || string.IsNullOrEmpty(next))
            {
                return Outcome(found);
            }

            // Only a path of the same API, so that no answer can send our credentials elsewhere.
            if (page == MaxPages || !next.StartsWith("/2010-04-01/Accounts/", StringComparison.Ordinal))
            {
                return found.Count > 0 ? Outcome(found) : new LookUpOutcome(LookUpResult.Unknown);
            }

            answer = await client.ListMessagesPageAsync(connection, next, cancellationToken);
        }
    }

    private static LookUpOutcome Outcome(List<(string Id, TimeSpan Distance)> found)
    {
        var candidates = found.OrderBy(candidate => candidate.Distance).Select(candidate => candidate.Id).ToArray();
        return candidates.Length == 0
            ? new LookUpOutcome(LookUpResult.NotFound)
            : new LookUpOutcome(LookUpResult.Found, candidates[0]) { Candidates = candidates };
    }

    private static string Query(OutboundMessage message, ChannelConnection connection)
    {
        var query = $"To={Uri.EscapeDataString(message.To)}&PageSize={PageSize}";
        return TwilioSending.UsesService(connection) ? query : $"{query}&From={Uri.EscapeDataString(message.From)}";
    }

    private static bool IsSame(JsonElement candidate, OutboundMessage message, ChannelConnection connection) =>
        TwilioAnswer.Text(candidate, "to") == message.To &&
        (TwilioSending.UsesService(connection)
            ? TwilioAnswer.Text(candidate, "messaging_service_sid") == connection.ServiceId
            : TwilioAnswer.Text(candidate, "from") == message.From) &&
        TwilioAnswer.Text(candidate, "direction")?.StartsWith("outbound", StringComparison.Ordinal) != false &&
        IsSameText(TwilioAnswer.Text(candidate, "body") ?? "", message.Body) &&
        IsSameCount(TwilioAnswer.Text(candidate, "num_media"), message.MediaUrls.Count);

    private static bool IsSameText(string theirs, string ours)
    {
        var text = theirs.StartsWith(TrialNotice, StringComparison.Ordinal) ? theirs.AsSpan(TrialNotice.Length) : theirs;
        return text.Trim().SequenceEqual(ours.AsSpan().Trim());
    }

    private static bool IsSameCount(string? theirs, int ours) =>
        theirs is null || (int.TryParse(theirs, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count == ours);

    private static DateTimeOffset? CreatedAt(JsonElement candidate) =>
        DateTimeOffset.TryParseExact(
            TwilioAnswer.Text(candidate, "date_created"),
            "ddd, dd MMM yyyy HH:mm:ss zzz",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var time)
            ? time
            : null;
}
