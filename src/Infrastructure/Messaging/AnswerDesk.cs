using Npgsql;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

/// <inheritdoc cref="IAnswerDesk"/>
internal sealed class AnswerDesk(NpgsqlDataSource database, WorkSignal work) : IAnswerDesk
{
    public async Task<IReadOnlyList<AnswerLease>> ClaimAsync(
        int limit, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken) =>
    [
        .. (await DueWork.Answers.ClaimAsync(database, limit, now, leaseUntil, cancellationToken))
            .Select(claim => new AnswerLease(claim.ConversationId, claim.Fence)),
    ];

    public async Task<Burst?> ReadAsync(AnswerLease lease, CancellationToken cancellationToken)
    {
        // One statement, so that the count and the messages belong to the same moment.
        await using var command = database.CreateCommand("""
            SELECT c.channel, c.contact_address, c.mode, c.opted_out_at IS NOT NULL, a.inbound_count,
                   NOT EXISTS (
                       SELECT FROM messaging.messages AS sent
                       WHERE sent.conversation_id = c.id AND sent.direction = 'outbound'),
                   b.is_active, i.is_enabled, b.greeting, b.fallback, b.reply_time_to_live,
                   m.id, m.body,
                   EXISTS (SELECT FROM messaging.consent_entries AS e WHERE e.conversation_id = c.id AND e.message_id = m.id)
            FROM messaging.conversation_activity AS a
            JOIN messaging.conversations AS c ON c.id = a.conversation_id
            JOIN chatbots.chatbots AS b ON b.id = c.chatbot_id
            JOIN channels.integrations AS i ON i.id = c.integration_id
            LEFT JOIN messaging.messages AS m
              ON m.conversation_id = c.id AND m.direction = 'inbound' AND NOT m.processed
            WHERE a.conversation_id = $1 AND a.answer_fence = $2
            ORDER BY m.seq
            """);
        command.Add(lease.ConversationId.Value).Add(lease.Fence);

        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        Burst? burst = null;
        var messages = new List<BurstMessage>();
        while (await row.ReadAsync(cancellationToken))
        {
            burst ??= new Burst(
                lease.ConversationId,
                EnumText<Channel>.Value(row.GetString(0)),
                row.GetString(1),
                EnumText<ConversationMode>.Value(row.GetString(2)),
                row.GetBoolean(3),
                row.GetInt64(4),
                row.GetBoolean(5),
                row.GetBoolean(6),
                row.GetBoolean(7),
                row.GetString(8),
                row.GetString(9),
                row.GetTimeSpan(10),
                messages);
            if (!await row.IsDBNullAsync(11, cancellationToken))
            {
                messages.Add(new BurstMessage(new MessageId(row.GetGuid(11)), row.GetString(12), row.GetBoolean(13)));
            }
        }

        return burst;
    }

    public async Task CommitAsync(
        AnswerLease lease, Burst burst, IReadOnlyList<Reply> replies, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);

        // The lock comes first, in a statement of its own: the ones after it see what was committed while it waited.
        batch.Add("SELECT FROM messaging.conversation_activity WHERE conversation_id = $1 FOR UPDATE")
            .Add(lease.ConversationId.Value);
        batch.Add("""
            INSERT INTO messaging.messages
                (id, workspace_id, conversation_id, integration_id, channel, direction, status, status_rank, "from", "to", body,
                 segments, encoding, account_id, processed, is_automatic, attempts, next_attempt_at, expires_at, created_at)
            SELECT r.id, c.workspace_id, c.id, c.integration_id, c.channel, 'outbound', 'queued', 0, c.our_address, c.contact_address, r.body,
                   r.segments, r.encoding, i.account_id, false, true, 0, $7, r.expires_at, $7
            FROM messaging.conversation_activity AS a
            JOIN messaging.conversations AS c ON c.id = a.conversation_id
            JOIN channels.integrations AS i ON i.id = c.integration_id
            CROSS JOIN unnest($3, $4, $5, $6, $8) WITH ORDINALITY AS r (id, body, segments, encoding, expires_at, ordinal)
            WHERE a.conversation_id = $1 AND a.answer_fence = $2
            ORDER BY r.ordinal
            """)
            .Add(lease.ConversationId.Value)
            .Add(lease.Fence)
            .Add(replies.Select(reply => reply.Id.Value).ToArray())
            .Add(replies.Select(reply => reply.Body).ToArray())
            .Add(replies.Select(reply => reply.Segments).ToArray())
            .Add(replies.Select(reply => reply.Encoding).ToArray())
            .Add(now)
            .Add(replies.Select(reply => reply.ExpiresAt.UtcDateTime).ToArray());
        batch.Add("""
            UPDATE messaging.messages AS m
            SET processed = true, processed_at = $4, response_message_id = $5
            FROM messaging.conversation_activity AS a
            WHERE a.conversation_id = $1 AND a.answer_fence = $2 AND m.conversation_id = a.conversation_id AND m.id = ANY ($3) AND NOT m.processed
            """)
            .Add(lease.ConversationId.Value)
            .Add(lease.Fence)
            .Add(burst.Messages.Select(message => message.Id.Value).ToArray())
            .Add(now)
            .AddNullable(replies.Count > 0 ? replies[0].Id.Value : null);
        batch.Add("""
            UPDATE messaging.conversation_activity AS a
            SET answer_due_at = CASE WHEN a.inbound_count > $3 THEN a.answer_due_at END,
                answer_lease_until = NULL,
                last_message_at = CASE WHEN $5 THEN $4 ELSE a.last_message_at END,
                delivery_due_at = CASE WHEN $5 THEN coalesce(a.delivery_due_at, $4) ELSE a.delivery_due_at END
            WHERE a.conversation_id = $1 AND a.answer_fence = $2
            """)
            .Add(lease.ConversationId.Value)
            .Add(lease.Fence)
            .Add(burst.InboundCount)
            .Add(now)
            .Add(replies.Count > 0);

        await batch.ExecuteNonQueryAsync(cancellationToken);
        if (replies.Count > 0)
        {
            work.DeliveriesMayBeDue();
        }
    }
}
