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
                   m.segments, m.sender_ticket, m.account_ticket, m.answers_consent
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
                  AND (c.opted_out_at IS NULL OR m.answers_consent) AND (c.mode = 'bot' OR NOT m.is_automatic)
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
        Head head,
        DeliveryLease lease,
        int attempt,
        SendOutcome outcome,
        NextStep step,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new AttemptRecord(head, lease, attempt, outcome, step, now).ToBatch(connection);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<bool> RecordLookUpAsync(
        Head head,
        DeliveryLease lease,
        LookUpOutcome found,
        DateTimeOffset now,
        DateTimeOffset nextLookUp,
        bool giveUp,
        CancellationToken cancellationToken)
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
            UPDATE messaging.messages AS m
            SET status = $3, status_rank = $4, status_source = 'look_up',
                status_at = CASE WHEN $3 = 'unconfirmed' THEN m.status_at ELSE $9 END,
                external_id = coalesce($5, m.external_id), next_attempt_at = $6,
                sent_at = CASE WHEN $5 IS NOT NULL THEN coalesce(m.sent_at, $9) ELSE m.sent_at END,
                error_code = $7, error_message = $8
            FROM messaging.conversation_activity AS w
            WHERE m.id = $1 AND m.attempts = $2 AND m.status = 'unconfirmed' AND w.conversation_id = $10 AND w.delivery_fence = $11
            """);
        command.Add(head.Id.Value)
            .Add(head.Attempts)
            .Add(EnumText<MessageStatus>.Text(status))
            .Add(status.Rank())
            .AddNullable(externalId)
            .AddNullable(dueAt)
            .AddNullable(error?.Code)
            .AddNullable(error?.Message)
            .Add(now)
            .Add(lease.ConversationId.Value)
            .Add(lease.Fence);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0 && status != MessageStatus.Unconfirmed;
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

    public async Task MarkUnconfirmedAsync(
        Head head, DeliveryLease lease, DateTimeOffset lookUpAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            WITH doubted AS (
                UPDATE messaging.messages AS m
                SET status = 'unconfirmed', status_rank = $3, status_at = $5, status_source = 'recovery', next_attempt_at = $4
                FROM messaging.conversation_activity AS w
                WHERE m.id = $1 AND m.attempts = $2 AND m.status = 'sending' AND w.conversation_id = $6 AND w.delivery_fence = $7
                RETURNING m.id, m.attempts
            )
            UPDATE messaging.delivery_attempts AS a
            SET finished_at = $5, outcome = 'ambiguous', error_code = 'attempt.interrupted',
                error_message = 'The node that made this attempt was lost before its outcome was known.'
            FROM doubted
            WHERE a.message_id = doubted.id AND a.number = doubted.attempts AND a.finished_at IS NULL
            """);
        command.Add(head.Id.Value)
            .Add(head.Attempts)
            .Add(MessageStatus.Unconfirmed.Rank())
            .Add(lookUpAt)
            .Add(now)
            .Add(lease.ConversationId.Value)
            .Add(lease.Fence);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<bool> CloseAsync(
        Head head, DeliveryLease lease, MessageStatus status, Error error, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            UPDATE messaging.messages AS m
            SET status = $3, status_rank = $4, status_at = $7, status_source = 'gate',
                error_code = $5, error_message = $6, next_attempt_at = NULL
            FROM messaging.conversation_activity AS w
            WHERE m.id = $1 AND m.attempts = $2 AND m.status IN ('queued', 'unconfirmed')
              AND w.conversation_id = $8 AND w.delivery_fence = $9
            """);
        command.Add(head.Id.Value)
            .Add(head.Attempts)
            .Add(EnumText<MessageStatus>.Text(status))
            .Add(status.Rank())
            .Add(error.Code)
            .Add(error.Message)
            .Add(now)
            .Add(lease.ConversationId.Value)
            .Add(lease.Fence);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    public async Task PostponeAsync(
        Head head, DeliveryLease lease, DateTimeOffset until, Tickets tickets, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            UPDATE messaging.messages AS m SET next_attempt_at = $3, sender_ticket = $4, account_ticket = $5
            FROM messaging.conversation_activity AS w
            WHERE m.id = $1 AND m.attempts = $2 AND m.status IN ('queued', 'unconfirmed')
              AND w.conversation_id = $6 AND w.delivery_fence = $7
            """);
        command.Add(head.Id.Value)
            .Add(head.Attempts)
            .Add(until)
            .AddNullable(tickets.Sender)
            .AddNullable(tickets.Account)
            .Add(lease.ConversationId.Value)
            .Add(lease.Fence);
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
        AnswersConsent = row.GetBoolean(18),
    };
}
