using System.Text.Json;
using Npgsql;
using SmsPlatform.Application.Ai;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Answers;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Automation;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

/// <inheritdoc cref="IAnswerDesk"/>
internal sealed class AnswerDesk(NpgsqlDataSource database, WorkSignal work) : IAnswerDesk
{
    /// <summary>The lease is good, and nobody wrote since: what every statement of a commit asks of the activity <c>a</c>.</summary>
    private const string IsOurs = "a.conversation_id = $1 AND a.answer_fence = $2 AND a.inbound_count <= $3";

    /// <summary>And no person has answered it meanwhile, which leaves nothing to be answered.</summary>
    private const string IsOpen = $"""
        {IsOurs} AND EXISTS (
            SELECT FROM messaging.messages AS q
            WHERE q.conversation_id = a.conversation_id AND q.direction = 'inbound' AND NOT q.processed)
        """;

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
            SELECT c.workspace_id, c.chatbot_id, c.channel, c.contact_address, p.display_name, c.mode, c.opted_out_at IS NOT NULL,
                   a.inbound_count, a.burst_started_at,
                   NOT EXISTS (
                       SELECT FROM messaging.messages AS sent
                       WHERE sent.conversation_id = c.id AND sent.direction = 'outbound'),
                   i.is_enabled, former.origin, former.created_at, former.offered::text,
                   m.id, m.body,
                   m.created_at, e.kind, e.source,
                   CASE e.kind WHEN 'opt_out' THEN c.opted_out_at = e.created_at WHEN 'opt_in' THEN c.opted_out_at IS NULL ELSE true END,
                   m.provider_data ->> $3
            FROM messaging.conversation_activity AS a
            JOIN messaging.conversations AS c ON c.id = a.conversation_id
            JOIN messaging.contacts AS p ON p.id = c.contact_id
            JOIN channels.integrations AS i ON i.id = c.integration_id
            LEFT JOIN LATERAL (
                SELECT n.origin, n.created_at, n.offered FROM messaging.answers AS n
                WHERE n.conversation_id = c.id AND n.message_id IS NOT NULL
                ORDER BY n.id DESC
                LIMIT 1) AS former ON true
            LEFT JOIN messaging.messages AS m
              ON m.conversation_id = c.id AND m.direction = 'inbound' AND NOT m.processed
            LEFT JOIN messaging.consent_entries AS e ON e.conversation_id = c.id AND e.message_id = m.id
            WHERE a.conversation_id = $1 AND a.answer_fence = $2
            ORDER BY m.seq
            """);
        command.Add(lease.ConversationId.Value).Add(lease.Fence).Add(CaughtUp.SentAtKey);

        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        Burst? burst = null;
        var messages = new List<BurstMessage>();
        while (await row.ReadAsync(cancellationToken))
        {
            burst ??= ReadBurst(row, lease.ConversationId, messages);
            if (!await row.IsDBNullAsync(14, cancellationToken))
            {
                messages.Add(new BurstMessage(
                    new MessageId(row.GetGuid(14)),
                    row.GetString(15),
                    ReadConsent(row),
                    CaughtUp.WrittenAt(row.IsDBNull(20) ? null : row.GetString(20), row.GetFieldValue<DateTimeOffset>(16)))
                {
                    IsCaughtUp = !row.IsDBNull(20),
                });
            }
        }

        return burst;
    }

    public async Task<IReadOnlyList<ModelTurn>> ReadHistoryAsync(
        ConversationId id, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT direction = 'inbound', body
            FROM messaging.messages
            WHERE conversation_id = $1 AND (direction = 'outbound' OR processed) AND body <> '' AND ($3 IS NULL OR seq < $3)
            ORDER BY seq DESC
            LIMIT $2
            """);
        command.Add(id.Value).Add(limit).AddNullable(before);
        var turns = await command.ReadAllAsync(row => new ModelTurn(row.GetBoolean(0), row.GetString(1)), cancellationToken);
        return [.. turns.Reverse()];
    }

    public async Task<bool> IsOvertakenAsync(AnswerLease lease, Burst burst, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"SELECT NOT EXISTS (SELECT FROM messaging.conversation_activity AS a WHERE {IsOurs})");
        command.Add(lease.ConversationId.Value).Add(lease.Fence).Add(burst.InboundCount);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task CommitAsync(AnswerLease lease, Burst burst, FiledAnswer filed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        IReadOnlyList<Reply> replies = [.. filed.Confirmations, .. filed.Replies];

        if (filed.Confirmations.Count > 0)
        {
            AddCancellation(batch, lease.ConversationId, now);
        }

        // The lock comes before what follows, in a statement of its own: the ones after it see what was committed while it waited,
        // such as a person's reply, after which there is nothing left to answer.
        batch.Add("SELECT FROM messaging.conversation_activity WHERE conversation_id = $1 FOR UPDATE")
            .Add(lease.ConversationId.Value);

        // What hands over is the last that the bot says, so it goes out although a person leads from now on. A confirmation goes out
        // whoever leads, and although the contact opted out.
        Ours($"""
            INSERT INTO messaging.messages
                (id, workspace_id, conversation_id, integration_id, channel, direction, status, status_rank, "from", "to", body,
                 segments, encoding, account_id, processed, is_automatic, answers_consent, status_source, attempts, next_attempt_at, expires_at, created_at)
            SELECT r.id, c.workspace_id, c.id, c.integration_id, c.channel, 'outbound', 'queued', 0, a.our_address, c.contact_address, r.body,
                   r.segments, r.encoding, i.account_id, false, $9 AND NOT r.answers_consent, r.answers_consent, 'answer', 0, $8, r.expires_at, $8
            FROM messaging.conversation_activity AS a
            JOIN messaging.conversations AS c ON c.id = a.conversation_id
            JOIN channels.integrations AS i ON i.id = c.integration_id
            CROSS JOIN unnest($4, $5, $6, $7, $10, $11) WITH ORDINALITY AS r (id, body, segments, encoding, expires_at, answers_consent, ordinal)
            WHERE {IsOpen}
            ORDER BY r.ordinal
            """)
            .Add(replies.Select(reply => reply.Id.Value).ToArray())
            .Add(replies.Select(reply => reply.Body).ToArray())
            .Add(replies.Select(reply => reply.Segments).ToArray())
            .Add(replies.Select(reply => reply.Encoding).ToArray())
            .Add(now)
            .Add(!filed.Answer.HandsOff)
            .Add(replies.Select(reply => reply.ExpiresAt.UtcDateTime).ToArray())
            .Add(replies.Select((_, place) => place < filed.Confirmations.Count).ToArray());
        File(Ours(AnswerSql), filed, now);
        if (filed.Answer.HandsOff)
        {
            Ours($"""
                UPDATE messaging.conversations AS c SET mode = 'human', mode_at = $4
                FROM messaging.conversation_activity AS a
                WHERE {IsOpen} AND c.id = a.conversation_id AND c.mode = 'bot'
                """)
                .Add(now);
        }

        Ours($"""
            UPDATE messaging.messages AS m
            SET processed = true, processed_at = $5, response_message_id = $6
            FROM messaging.conversation_activity AS a
            WHERE {IsOurs} AND m.conversation_id = a.conversation_id AND m.id = ANY ($4) AND NOT m.processed
            """)
            .Add(burst.Messages.Select(message => message.Id.Value).ToArray())
            .Add(now)
            .AddNullable(filed.MessageId);
        batch.Add("""
            UPDATE messaging.conversation_activity AS a
            SET answer_due_at = CASE WHEN a.inbound_count > $3 THEN a.answer_due_at END,
                answer_lease_until = NULL,
                last_message_at = CASE WHEN $5 AND a.inbound_count <= $6 THEN $4 ELSE a.last_message_at END,
                delivery_due_at = CASE
                    WHEN NOT $5 OR a.inbound_count > $6 THEN a.delivery_due_at
                    WHEN $7 THEN least(a.delivery_due_at, $4)
                    ELSE coalesce(a.delivery_due_at, $4) END
            WHERE a.conversation_id = $1 AND a.answer_fence = $2
            """)
            .Add(lease.ConversationId.Value)
            .Add(lease.Fence)
            .Add(burst.InboundCount)
            .Add(now)
            .Add(replies.Count > 0)
            .Add(Latest())
            .Add(filed.Confirmations.Count > 0);

        await batch.ExecuteNonQueryAsync(cancellationToken);
        if (replies.Count > 0)
        {
            work.DeliveriesMayBeDue();
        }

        NpgsqlBatchCommand Ours(string sql) => batch.Add(sql).Add(lease.ConversationId.Value).Add(lease.Fence).Add(Latest());

        long Latest() => filed.MayBeOvertaken ? burst.InboundCount : long.MaxValue;
    }

    public async Task ReleaseAsync(AnswerLease lease, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "UPDATE messaging.conversation_activity SET answer_lease_until = NULL WHERE conversation_id = $1 AND answer_fence = $2");
        command.Add(lease.ConversationId.Value).Add(lease.Fence);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Ends what waits to be sent to someone who opted out, so that the confirmation need not wait behind it. Whoever's lease it is, it
    /// would not have been sent. The messages before the activity's lock, in the order that status reports take them.
    /// </summary>
    private static void AddCancellation(NpgsqlBatch batch, ConversationId id, DateTimeOffset now) => batch.Add("""
        UPDATE messaging.messages AS m
        SET status = 'canceled', status_rank = $2, status_at = $5, status_source = 'gate', next_attempt_at = NULL, error_code = $3, error_message = $4
        FROM messaging.conversations AS c
        WHERE c.id = $1 AND c.opted_out_at IS NOT NULL
          AND m.conversation_id = c.id AND m.direction = 'outbound' AND m.status = 'queued' AND NOT m.answers_consent
        """)
        .Add(id.Value)
        .Add(MessageStatus.Canceled.Rank())
        .Add(MessagingErrors.ContactOptedOut.Code)
        .Add(MessagingErrors.ContactOptedOut.Message)
        .Add(now);

    private const string AnswerSql = $"""
        INSERT INTO messaging.answers
            (id, workspace_id, conversation_id, message_id, origin, hands_off, rule_id, template_id, tags, is_lead, passages, offered,
             model, input_tokens, output_tokens, cost, duration, note, created_at)
        SELECT $4, a.workspace_id, a.conversation_id, $5, $6, $7, $8, $9, $10, $11, $12::jsonb, $13::jsonb, $14, $15, $16, $17, $18, $19, $20
        FROM messaging.conversation_activity AS a
        WHERE {IsOpen}
        """;

    private static void File(NpgsqlBatchCommand command, FiledAnswer filed, DateTimeOffset now) => command
        .Add(Guid.CreateVersion7(now))
        .AddNullable(filed.MessageId)
        .Add(EnumText<AnswerOrigin>.Text(filed.Answer.Origin))
        .Add(filed.Answer.HandsOff)
        .AddNullable(filed.Found.RuleId?.Value)
        .AddNullable(filed.Found.TemplateId?.Value)
        .Add(filed.Found.Tags.ToArray())
        .Add(filed.Found.IsLead)
        .Add(JsonSerializer.Serialize(filed.Found.Passages, JsonSerializerOptions.Web))
        .Add(JsonSerializer.Serialize(filed.Answer.QuickReplies, JsonSerializerOptions.Web))
        .AddNullable(filed.Found.Model?.Model)
        .Add(filed.Found.Model?.InputTokens ?? 0)
        .Add(filed.Found.Model?.OutputTokens ?? 0)
        .Add(filed.Found.Model?.Cost ?? 0)
        .Add(filed.Found.Model?.Duration ?? TimeSpan.Zero)
        .AddNullable(filed.Found.Note)
        .Add(now);

    private static BurstConsent? ReadConsent(NpgsqlDataReader row) => row.IsDBNull(17) ? null : new BurstConsent(
        EnumText<ConsentKind>.Value(row.GetString(17)),
        EnumText<ConsentSource>.Value(row.GetString(18)),
        !row.IsDBNull(19) && row.GetBoolean(19));

    private static Burst ReadBurst(NpgsqlDataReader row, ConversationId id, List<BurstMessage> messages) => new(
        id,
        new WorkspaceId(row.GetGuid(0)),
        new ChatbotId(row.GetGuid(1)),
        EnumText<Channel>.Value(row.GetString(2)),
        row.GetString(3),
        row.IsDBNull(4) ? null : row.GetString(4),
        EnumText<ConversationMode>.Value(row.GetString(5)),
        row.GetBoolean(6),
        row.GetInt64(7),
        row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8),
        row.GetBoolean(9),
        row.GetBoolean(10),
        row.IsDBNull(11) ? null : EnumText<AnswerOrigin>.Value(row.GetString(11)),
        row.IsDBNull(12) ? null : row.GetFieldValue<DateTimeOffset>(12),
        row.IsDBNull(13) ? [] : JsonSerializer.Deserialize<List<QuickReply>>(row.GetString(13), JsonSerializerOptions.Web)!,
        messages);
}
