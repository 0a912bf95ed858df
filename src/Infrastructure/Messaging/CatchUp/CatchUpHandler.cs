using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging.CatchUp;

/// <remarks>
/// <para>The time since the last run is read span by span, the oldest first, and the mark moves with each span that was stored whole. What is
/// killed in the middle is read again: what is stored is known by the provider's id.</para>
/// <para>What was written while an integration was switched off was not wanted, so its mark moves along unread. That of one whose credentials
/// fail stays.</para>
/// <para>A span with more messages than can be read at once is read in halves.</para>
/// </remarks>
internal sealed partial class CatchUpHandler(
    NpgsqlDataSource database,
    IIntegrationDirectory integrations,
    IEnumerable<IInboundHistory> histories,
    IInbox inbox,
    IOptions<MessagingOptions> options,
    TimeProvider clock,
    ILogger<CatchUpHandler> logger) : ICommandHandler<CatchUpMessages, int>
{
    private const int MaxPages = 500;

    // Webhooks that are under way, or posted again, come first.
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(1);

    // A log may show a message late, and its clock is not ours.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan LongestSpan = TimeSpan.FromHours(6);

    private static readonly TimeSpan ShortestSpan = TimeSpan.FromMinutes(1);

    public async Task<Result<int>> Handle(CatchUpMessages command, CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() - Settling;
        var (stored, failures) = (0, new List<Error>());
        var marks = await ReadMarksAsync(until, cancellationToken);
        foreach (var (id, since) in marks)
        {
            var caughtUp = await TryCatchUpAsync(id, since, until, cancellationToken);
            if (caughtUp.IsFailure)
            {
                LogFailed(id.Value, caughtUp.Error.Code);
                failures.Add(caughtUp.Error);
                continue;
            }

            stored += caughtUp.Value;
        }

        return failures.Count == 0 ? stored : CatchUpErrors.Incomplete(failures.Count, marks.Count, failures[0]);
    }

    /// <summary>One that throws each time must not keep those after it from being read.</summary>
    private async Task<Result<int>> TryCatchUpAsync(
        IntegrationId id, DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken)
    {
        try
        {
            if (await integrations.FindAsync(id, cancellationToken) is not { } integration
                || histories.FirstOrDefault(history => history.Kind == integration.Channel) is not { } history
                || integration is { IsEnabled: true, Status: IntegrationStatus.Error })
            {
                return 0;
            }

            if (!integration.IsEnabled)
            {
                await MoveAsync(id, until, cancellationToken);
                return 0;
            }

            return await CatchUpAsync(integration, history, since, until, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogBroken(exception, id.Value);
            return CatchUpErrors.Broken;
        }
    }

    private async Task<Result<int>> CatchUpAsync(
        ConnectedIntegration integration, IInboundHistory history, DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var (stored, start, span) = (0, since - Overlap, LongestSpan);
        while (start < until)
        {
            var end = start + span < until ? start + span : until;
            var missing = await ReadMissingAsync(integration, history, start, end, cancellationToken);
            if (missing.IsFailure)
            {
                span = (end - start) / 2;
                if (missing.Error == CatchUpErrors.TooMany && span >= ShortestSpan)
                {
                    continue;
                }

                return missing.Error;
            }

            // Told newest first, and to the second only.
            missing.Value.Reverse();
            foreach (var message in missing.Value.OrderBy(message => message.SentAt))
            {
                if (await StoreAsync(integration, history, message, cancellationToken) is { } error)
                {
                    return error;
                }

                stored++;
            }

            if (end > since)
            {
                await MoveAsync(integration.Id, end, cancellationToken);
            }

            start = end;
        }

        if (stored > 0)
        {
            LogFound(stored, integration.Id.Value);
        }

        return stored;
    }

    private async Task<Result<List<PastMessage>>> ReadMissingAsync(
        ConnectedIntegration integration, IInboundHistory history, DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var missing = new List<PastMessage>();
        string? next = null;
        for (var page = 1; page <= MaxPages; page++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = await history.ReadAsync(integration.Connection, since, until, next, cancellationToken);
            if (read.IsFailure)
            {
                return read.Error;
            }

            // A log that knows whole days only tells more than it was asked.
            var asked = read.Value.Messages.Where(message => message.SentAt >= since && message.SentAt <= until).ToList();
            var known = await ReadKnownAsync(integration.Id, [.. asked.Select(message => message.Message.ExternalId)], cancellationToken);
            missing.AddRange(asked.Where(message => !known.Contains(message.Message.ExternalId)));
            next = read.Value.Next;
            if (next is null)
            {
                return missing;
            }
        }

        return CatchUpErrors.TooMany;
    }

    private async Task<Error?> StoreAsync(
        ConnectedIntegration integration, IInboundHistory history, PastMessage found, CancellationToken cancellationToken)
    {
        var completed = await history.CompleteAsync(integration.Connection, found, cancellationToken);
        if (completed.IsFailure)
        {
            return completed.Error;
        }

        var message = CaughtUp.Mark(completed.Value, found.SentAt);
        if (message.Consent is not null && await SaidSinceAsync(integration, message.From, found.SentAt, cancellationToken))
        {
            message = message with { Consent = null };
        }

        var stored = await inbox.StoreAsync(integration, message, clock.GetUtcNow(), cancellationToken);
        return stored.IsFailure ? stored.Error : null;
    }

    private async Task<IReadOnlyList<(IntegrationId Id, DateTimeOffset Since)>> ReadMarksAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        // What came before an integration was made is no concern of ours, and after too long nobody waits for an answer any more.
        await using var command = database.CreateCommand("""
            SELECT i.id, greatest(coalesce(m.up_to, i.created_at), $1)
            FROM channels.integrations AS i
            LEFT JOIN messaging.catch_up_marks AS m ON m.integration_id = i.id
            WHERE i.deleted_at IS NULL AND coalesce(m.up_to, i.created_at) < $2
            ORDER BY i.id
            """);
        command.Add(until - options.Value.CatchUpHorizon).Add(until);
        return await command.ReadAllAsync(
            row => (new IntegrationId(row.GetGuid(0)), row.GetFieldValue<DateTimeOffset>(1)), cancellationToken);
    }

    private async Task<HashSet<string>> ReadKnownAsync(IntegrationId id, string[] externalIds, CancellationToken cancellationToken)
    {
        if (externalIds.Length == 0)
        {
            return [];
        }

        await using var command = database.CreateCommand(
            "SELECT external_id FROM messaging.messages WHERE integration_id = $1 AND external_id = ANY ($2)");
        command.Add(id.Value).Add(externalIds);
        return [.. await command.ReadAllAsync(row => row.GetString(0), cancellationToken)];
    }

    /// <summary>Whether the contact, or somebody for them, decided otherwise after this was written: then it says nothing of consent any more.</summary>
    private async Task<bool> SaidSinceAsync(
        ConnectedIntegration integration, string address, DateTimeOffset sentAt, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT EXISTS (
                SELECT FROM messaging.conversations AS c
                JOIN messaging.consent_entries AS e ON e.conversation_id = c.id
                WHERE c.chatbot_id = $1 AND c.channel = $2 AND c.contact_address = $3 AND e.created_at > $4)
            """);
        command.Add(integration.ChatbotId.Value).Add(EnumText<Channel>.Text(integration.Channel)).Add(address).Add(sentAt);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task MoveAsync(IntegrationId id, DateTimeOffset upTo, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            INSERT INTO messaging.catch_up_marks AS m (integration_id, up_to)
            SELECT id, $2 FROM channels.integrations WHERE id = $1
            ON CONFLICT (integration_id) DO UPDATE SET up_to = greatest(m.up_to, excluded.up_to)
            """);
        command.Add(id.Value).Add(upTo);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} messages of integration {IntegrationId} had come without a webhook and were caught up.")]
    private partial void LogFound(int count, Guid integrationId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Integration {IntegrationId} could not be caught up.")]
    private partial void LogBroken(Exception exception, Guid integrationId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Integration {IntegrationId} could not be caught up: {Code}")]
    private partial void LogFailed(Guid integrationId, string code);
}
