using System.Text.Json;
using Npgsql;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

/// <inheritdoc cref="IOutbox"/>
internal sealed class Outbox(NpgsqlDataSource database, WorkSignal work) : IOutbox
{
    public async Task<IReadOnlyList<DeliveryLease>> ClaimAsync(
        int limit, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken) =>
    [
        .. (await DueWork.Deliveries.ClaimAsync(database, limit, now, leaseUntil, cancellationToken))
            .Select(claim => new DeliveryLease(claim.ConversationId, claim.Fence, leaseUntil)),
    ];

    public async Task<Head?> ReadHeadAsync(DeliveryLease lease, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT m.id, m.integration_id, m.status, m."from", m."to", m.body, m.media::text, m.attempts, m.next_attempt_at, m.expires_at,
                   m.created_at, m.is_automatic, c.opted_out_at IS NOT NULL, c.mode, a.started_at,
                   m.segments, m.sender_ticket, m.account_ticket
            FROM messaging.conversation_activity AS w
            JOIN messaging.conversations AS c ON c.id = w.conversation_id
            JOIN messaging.messages AS m ON m.conversation_id = c.id
            LEFT JOIN messaging.delivery_attempts AS a ON a.message_id = m.id AND a.number = m.attempts
            WHERE w.conversation_id = $1 AND w.delivery_fence = $2
              AND m.direction = 'outbound' AND m.status IN ('queued', 'sending', 'unconfirmed')
            ORDER BY m.seq
            LIMIT 1
            """);
        command.Add(lease.ConversationId.Value).Add(lease.Fence);
        var heads = await command.ReadAllAsync(row => ReadHead(row, lease.ConversationId), cancellationToken);
        return heads.Count > 0 ? heads[0] : null;
    }

    public async Task<int?> BeginAttemptAsync(Head head, DeliveryLease lease, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            WITH begun AS (
                UPDATE messaging.messages AS m
                SET status = 'sending', status_rank = $6, status_at = $5, status_source = 'send',
                    attempts = m.attempts + 1, next_attempt_at = NULL
                FROM messaging.conversation_activity AS w
                JOIN messaging.conversations AS c ON c.id = w.conversation_id
                WHERE m.id = $1 AND m.status = 'queued' AND m.attempts = $4
                  AND w.conversation_id = $2 AND w.delivery_fence = $3
                  AND c.opted_out_at IS NULL AND (c.mode = 'bot' OR NOT m.is_automatic)
                RETURNING m.id, m.attempts, m.workspace_id
            )
            INSERT INTO messaging.delivery_attempts (message_id, number, workspace_id, started_at)
            SELECT id, attempts, workspace_id, $5 FROM begun
            RETURNING number
            """);
        command.Add(head.Id.Value)
            .Add(lease.ConversationId.Value)
            .Add(lease.Fence)
            .Add(head.Attempts)
            .Add(now)
            .Add(MessageStatus.Sending.Rank());
        return await command.ExecuteScalarAsync(cancellationToken) as int?;
    }

    public async Task RecordAsync(
        Head head, int attempt, SendOutcome outcome, NextStep step, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("""
            UPDATE messaging.delivery_attempts
            SET finished_at = $3, outcome = $4, external_id = $5, error_code = $6, error_message = $7
            WHERE message_id = $1 AND number = $2
            """)
            .Add(head.Id.Value)
            .Add(attempt)
            .Add(now)
            .Add(EnumText<AttemptOutcome>.Text(outcome.Kind))
            .AddNullable(outcome.ExternalId)
            .AddNullable(outcome.ErrorCode)
            .AddNullable(outcome.ErrorMessage);

        // A callback may have arrived first and taken the message further up; then only what it lacked is added. It may even have ended
        // it, and somebody have it queued again since; then nothing is.
        batch.Add("""
            UPDATE messaging.messages
            SET external_id = coalesce(external_id, $4),
                status = CASE WHEN status = 'sending' THEN $3 ELSE status END,
                status_rank = CASE WHEN status = 'sending' THEN $5 ELSE status_rank END,
                status_at = CASE WHEN status = 'sending' THEN $9 ELSE status_at END,
                status_source = CASE WHEN status = 'sending' THEN 'send' ELSE status_source END,
                next_attempt_at = CASE WHEN status = 'sending' THEN $6 ELSE next_attempt_at END,
                error_code = CASE WHEN status = 'sending' THEN $7 ELSE error_code END,
                error_message = CASE WHEN status = 'sending' THEN $8 ELSE error_message END,
                sent_at = CASE WHEN $4 IS NOT NULL THEN coalesce(sent_at, $9) ELSE sent_at END
            WHERE id = $1 AND attempts = $2 AND status <> 'queued'
            """)
            .Add(head.Id.Value)
            .Add(attempt)
            .Add(EnumText<MessageStatus>.Text(step.Status))
            .AddNullable(outcome.ExternalId)
            .Add(step.Status.Rank())
            .AddNullable(step.DueAt)
            .AddNullable(outcome.ErrorCode)
            .AddNullable(outcome.ErrorMessage)
            .Add(now);

        if (outcome.Kind == AttemptOutcome.Misconfigured)
        {
            // Not when the settings were changed since the attempt began: it says nothing of the new ones.
            batch.Add("""
                WITH failed AS (
                    UPDATE channels.integrations AS i
                    SET status = 'error', last_error = $2, updated_at = $3
                    FROM messaging.delivery_attempts AS a
                    WHERE i.id = $1 AND a.message_id = $4 AND a.number = $5 AND i.configured_at <= a.started_at
                      AND (i.status <> 'error' OR i.last_error IS DISTINCT FROM $2)
                    RETURNING i.id, i.workspace_id, i.chatbot_id, i.channel
                )
                INSERT INTO channels.integration_logs (id, workspace_id, chatbot_id, integration_id, channel, event, code, message, created_at)
                SELECT $6, workspace_id, chatbot_id, id, channel, 'failed', $7, $2, $3 FROM failed
                """)
                .Add(head.IntegrationId.Value)
                .AddNullable(outcome.ErrorMessage ?? outcome.ErrorCode)
                .Add(now)
                .Add(head.Id.Value)
                .Add(attempt)
                .Add(Guid.CreateVersion7(now))
                .AddNullable(outcome.ErrorCode);
        }
        else if (outcome.Kind == AttemptOutcome.Accepted)
        {
            // At most once a minute: a busy integration must not become a hot row.
            batch.Add("""
                WITH before AS (
                    SELECT id, status FROM channels.integrations
                    WHERE id = $1 AND (status <> 'connected' OR last_used_at IS NULL OR last_used_at < $2 - interval '1 minute')
                    FOR UPDATE
                ), used AS (
                    UPDATE channels.integrations AS i
                    SET status = 'connected', last_error = NULL, last_used_at = $2
                    FROM before
                    WHERE i.id = before.id
                    RETURNING i.id, i.workspace_id, i.chatbot_id, i.channel, before.status AS former
                )
                INSERT INTO channels.integration_logs (id, workspace_id, chatbot_id, integration_id, channel, event, created_at)
                SELECT $3, workspace_id, chatbot_id, id, channel, 'connected', $2 FROM used WHERE former <> 'connected'
                """)
                .Add(head.IntegrationId.Value)
                .Add(now)
                .Add(Guid.CreateVersion7(now));
        }

        if (outcome.OptedOut)
        {
            AddOptOut(batch, head.Id.Value, "send_error", now);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<bool> RecordLookUpAsync(
        Head head, LookUpOutcome found, DateTimeOffset now, DateTimeOffset nextLookUp, bool giveUp, CancellationToken cancellationToken)
    {
        // A candidate that is another message's already is not this one. When none is left, this one never arrived.
        var externalId = found.Result == LookUpResult.Found ? await FindUnclaimedAsync(head, found, cancellationToken) : null;
        var (status, dueAt, error) = found.Result switch
        {
            LookUpResult.Found when externalId is null => (MessageStatus.Queued, now, null),
            LookUpResult.Found => (MessageStatus.Sent, null, null),
            LookUpResult.NotFound => (MessageStatus.Queued, now, null),
            _ when giveUp => (MessageStatus.Failed, null, MessagingErrors.Unconfirmed),
            _ => (MessageStatus.Unconfirmed, (DateTimeOffset?)nextLookUp, (Error?)null),
        };

        await using var command = database.CreateCommand("""
            UPDATE messaging.messages
            SET status = $3, status_rank = $4, status_source = 'look_up',
                status_at = CASE WHEN $3 = 'unconfirmed' THEN status_at ELSE $9 END,
                external_id = coalesce($5, external_id), next_attempt_at = $6,
                sent_at = CASE WHEN $5 IS NOT NULL THEN coalesce(sent_at, $9) ELSE sent_at END,
                error_code = $7, error_message = $8
            WHERE id = $1 AND attempts = $2 AND status = 'unconfirmed'
            """);
        command.Add(head.Id.Value)
            .Add(head.Attempts)
            .Add(EnumText<MessageStatus>.Text(status))
            .Add(status.Rank())
            .AddNullable(externalId)
            .AddNullable(dueAt)
            .AddNullable(error?.Code)
            .AddNullable(error?.Message)
            .Add(now);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return status != MessageStatus.Unconfirmed;
    }

    private async Task<string?> FindUnclaimedAsync(Head head, LookUpOutcome found, CancellationToken cancellationToken)
    {
        string[] candidates = found.Candidates.Count > 0 ? [.. found.Candidates] : found.ExternalId is { } only ? [only] : [];
        await using var command = database.CreateCommand("""
            SELECT candidate.id
            FROM unnest($3) WITH ORDINALITY AS candidate (id, place)
            WHERE NOT EXISTS (
                SELECT 1 FROM messaging.messages AS other
                WHERE other.integration_id = $2 AND other.external_id = candidate.id AND other.id <> $1)
              AND NOT EXISTS (SELECT FROM messaging.delivery_attempts AS former WHERE former.message_id = $1 AND former.external_id = candidate.id)
            ORDER BY candidate.place
            LIMIT 1
            """);
        command.Add(head.Id.Value).Add(head.IntegrationId.Value).Add(candidates);
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    public async Task MarkUnconfirmedAsync(Head head, DateTimeOffset lookUpAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("""
            UPDATE messaging.messages
            SET status = 'unconfirmed', status_rank = $3, status_at = $5, status_source = 'recovery', next_attempt_at = $4
            WHERE id = $1 AND attempts = $2 AND status = 'sending'
            """)
            .Add(head.Id.Value)
            .Add(head.Attempts)
            .Add(MessageStatus.Unconfirmed.Rank())
            .Add(lookUpAt)
            .Add(now);
        batch.Add("""
            UPDATE messaging.delivery_attempts
            SET finished_at = $3, outcome = 'ambiguous', error_code = 'attempt.interrupted'
            WHERE message_id = $1 AND number = $2 AND finished_at IS NULL
            """)
            .Add(head.Id.Value)
            .Add(head.Attempts)
            .Add(now);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task CloseAsync(Head head, MessageStatus status, Error error, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            UPDATE messaging.messages
            SET status = $3, status_rank = $4, status_at = $7, status_source = 'gate',
                error_code = $5, error_message = $6, next_attempt_at = NULL
            WHERE id = $1 AND attempts = $2 AND status = 'queued'
            """);
        command.Add(head.Id.Value)
            .Add(head.Attempts)
            .Add(EnumText<MessageStatus>.Text(status))
            .Add(status.Rank())
            .Add(error.Code)
            .Add(error.Message)
            .Add(now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task PostponeAsync(Head head, DateTimeOffset until, Tickets tickets, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            UPDATE messaging.messages SET next_attempt_at = $3, sender_ticket = $4, account_ticket = $5
            WHERE id = $1 AND attempts = $2 AND status IN ('queued', 'unconfirmed')
            """);
        command.Add(head.Id.Value).Add(head.Attempts).Add(until).AddNullable(tickets.Sender).AddNullable(tickets.Account);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task ReleaseAsync(DeliveryLease lease, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);

        // The lock comes first, in a statement of its own, so that the second one sees a message queued while it waited.
        batch.Add("SELECT FROM messaging.conversation_activity WHERE conversation_id = $1 FOR UPDATE")
            .Add(lease.ConversationId.Value);
        batch.Add("""
            UPDATE messaging.conversation_activity AS w
            SET delivery_lease_until = NULL,
                delivery_due_at = (
                    SELECT coalesce(m.next_attempt_at, $3)
                    FROM messaging.messages AS m
                    WHERE m.conversation_id = w.conversation_id AND m.direction = 'outbound' AND m.status IN ('queued', 'sending', 'unconfirmed')
                    ORDER BY m.seq
                    LIMIT 1)
            WHERE w.conversation_id = $1 AND w.delivery_fence = $2
            RETURNING w.delivery_due_at
            """)
            .Add(lease.ConversationId.Value)
            .Add(lease.Fence)
            .Add(now);
        if (await DueAtAsync(batch, cancellationToken) is { } dueAt)
        {
            work.DeliveriesWillBeDue(dueAt);
        }
    }

    private static async Task<DateTimeOffset?> DueAtAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && !await reader.IsDBNullAsync(0, cancellationToken)
            ? reader.GetFieldValue<DateTimeOffset>(0)
            : null;
    }

    /// <summary>Closes the conversation of a message to further sends, and writes the ledger.</summary>
    internal static void AddOptOut(NpgsqlBatch batch, Guid messageId, string source, DateTimeOffset now) =>
        batch.Add("""
            WITH silenced AS (
                UPDATE messaging.conversations AS c
                SET opted_out_at = $3
                FROM messaging.messages AS m
                WHERE m.id = $1 AND c.id = m.conversation_id AND c.opted_out_at IS NULL
                RETURNING c.id, c.workspace_id
            )
            INSERT INTO messaging.consent_entries (id, workspace_id, conversation_id, kind, source, message_id, created_at)
            SELECT $2, workspace_id, id, 'opt_out', $4, $1, $3 FROM silenced
            """)
            .Add(messageId)
            .Add(ConsentEntryId.New(now).Value)
            .Add(now)
            .Add(source);

    private static Head ReadHead(NpgsqlDataReader row, ConversationId conversationId) => new(
        new MessageId(row.GetGuid(0)),
        conversationId,
        new IntegrationId(row.GetGuid(1)),
        EnumText<MessageStatus>.Value(row.GetString(2)),
        row.GetString(3),
        row.GetString(4),
        row.GetString(5),
        [.. JsonSerializer.Deserialize<List<MediaItem>>(row.GetString(6), JsonSerializerOptions.Web)!.Select(medium => medium.Url)],
        row.GetInt32(7),
        row.IsDBNull(8) ? DateTimeOffset.MinValue : row.GetFieldValue<DateTimeOffset>(8),
        row.IsDBNull(9) ? null : row.GetFieldValue<DateTimeOffset>(9),
        row.GetFieldValue<DateTimeOffset>(10),
        row.IsDBNull(14) ? null : row.GetFieldValue<DateTimeOffset>(14),
        row.GetBoolean(11),
        row.GetBoolean(12),
        EnumText<ConversationMode>.Value(row.GetString(13)))
    {
        Segments = row.GetInt32(15),
        Tickets = new Tickets(row.IsDBNull(16) ? null : row.GetInt64(16), row.IsDBNull(17) ? null : row.GetInt64(17)),
    };
}
