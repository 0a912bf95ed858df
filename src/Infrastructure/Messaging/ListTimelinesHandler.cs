using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Answers;
using SmsPlatform.Application.Messaging.Views;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

internal sealed class ListTimelinesHandler(NpgsqlDataSource database, ICaller caller)
    : IQueryHandler<ListTimelines, ILookup<Guid, TimelineEntry>>
{
    // An answer's burst lies right before it.
    private const int LongestBurst = 50;

    /// <remarks>
    /// <para>One statement, whatever the number of messages. A change of status that an attempt tells of at the same moment is left to the
    /// attempt, which knows more; one that comes later is an answer that came late.</para>
    /// <para>What no history is kept of any more ends with where the message stands.</para>
    /// </remarks>
    private static readonly string Sql = $"""
        WITH asked AS MATERIALIZED (
            SELECT m.id AS root, m.id, m.conversation_id, m.seq, m.direction, m.created_at, m.processed_at, m.response_message_id, m.external_id,
                   CASE WHEN m.provider_data ? '{CaughtUp.SentAtKey}' THEN '{CaughtUp.Code}' END AS code
            FROM messaging.messages AS m
            WHERE m.id = ANY ($1) AND m.workspace_id = $2
              AND ($3 IS NULL OR EXISTS (SELECT FROM messaging.conversations AS c WHERE c.id = m.conversation_id AND c.chatbot_id = $3))
        ),
        sent AS MATERIALIZED (
            SELECT root, id FROM asked WHERE direction = 'outbound'
            UNION
            SELECT root, response_message_id FROM asked WHERE direction = 'inbound' AND response_message_id IS NOT NULL
        ),
        events (root, id, at, rank, kind, status, attempt, code, words, outcome, origin, external_id) AS (
            SELECT root, id, created_at, 0, 'received', 'received', NULL::int, code, NULL, NULL, NULL, external_id
            FROM asked WHERE direction = 'inbound'
            UNION ALL
            SELECT a.root, i.id, i.created_at, 0, 'received', 'received', NULL,
                   CASE WHEN i.provider_data ? '{CaughtUp.SentAtKey}' THEN '{CaughtUp.Code}' END, NULL, NULL, NULL, i.external_id
            FROM asked AS a
            CROSS JOIN LATERAL (
                SELECT b.id, b.created_at, b.external_id, b.direction, b.response_message_id, b.provider_data
                FROM messaging.messages AS b
                WHERE b.conversation_id = a.conversation_id AND b.seq < a.seq
                ORDER BY b.seq DESC
                LIMIT {LongestBurst}) AS i
            WHERE a.direction = 'outbound' AND i.direction = 'inbound' AND i.response_message_id = a.id
            UNION ALL
            SELECT s.root, s.id, n.created_at, 1, 'answered', NULL, NULL, n.origin, NULL, NULL, n.origin, NULL
            FROM sent AS s JOIN messaging.answers AS n ON n.message_id = s.id
            UNION ALL
            SELECT a.root, a.id, a.processed_at, 1, CASE WHEN n.origin IS NULL THEN 'processed' ELSE 'answered' END, 'received', NULL,
                   n.origin, NULL, NULL, n.origin, NULL
            FROM asked AS a
            LEFT JOIN LATERAL (
                SELECT origin FROM messaging.answers
                WHERE conversation_id = a.conversation_id AND created_at = a.processed_at AND message_id IS NULL
                LIMIT 1) AS n ON true
            WHERE a.direction = 'inbound' AND a.processed_at IS NOT NULL AND a.response_message_id IS NULL
            UNION ALL
            SELECT s.root, s.id, t.started_at, 3, 'attempt_started', 'sending', t.number, NULL, NULL, NULL, NULL, NULL
            FROM sent AS s JOIN messaging.delivery_attempts AS t ON t.message_id = s.id
            UNION ALL
            SELECT s.root, s.id, t.finished_at, 4, 'attempt_ended', h.status, t.number, t.error_code, t.error_message, t.outcome, NULL, t.external_id
            FROM sent AS s
            JOIN messaging.delivery_attempts AS t ON t.message_id = s.id
            LEFT JOIN LATERAL (
                SELECT status FROM messaging.status_changes
                WHERE message_id = t.message_id AND attempt = t.number AND source = 'send' AND at = t.finished_at AND status <> 'sending'
                LIMIT 1) AS h ON true
            WHERE t.finished_at IS NOT NULL AND NOT EXISTS (
                SELECT FROM messaging.status_changes
                WHERE message_id = t.message_id AND attempt = t.number AND source = 'recovery' AND at = t.finished_at)
            UNION ALL
            SELECT s.root, s.id, h.at, 5,
                   CASE h.source
                       WHEN 'request' THEN 'queued' WHEN 'answer' THEN 'queued' WHEN 'send' THEN 'settled' WHEN 'recovery' THEN 'interrupted'
                       WHEN 'callback' THEN 'reported' WHEN 'look_up' THEN 'looked_up' WHEN 'gate' THEN 'stopped'
                       WHEN 'manual' THEN CASE h.status WHEN 'queued' THEN 'retried' ELSE 'stopped' END
                       ELSE 'changed' END,
                   h.status, nullif(h.attempt, 0), h.error_code, h.error_message, NULL, NULL,
                   CASE h.source WHEN 'send' THEN (
                       SELECT t.external_id FROM messaging.delivery_attempts AS t WHERE t.message_id = s.id AND t.number = h.attempt) END
            FROM sent AS s
            JOIN messaging.status_changes AS h ON h.message_id = s.id
            WHERE h.source <> 'send' OR NOT EXISTS (
                SELECT FROM messaging.delivery_attempts AS t
                WHERE t.message_id = s.id AND t.number = h.attempt AND h.at IN (t.started_at, t.finished_at))
            UNION ALL
            SELECT s.root, s.id, coalesce(m.status_at, m.delivered_at, m.sent_at, m.created_at), 6, 'changed', m.status, nullif(m.attempts, 0),
                   m.error_code, m.error_message, NULL, NULL, m.external_id
            FROM sent AS s
            JOIN messaging.messages AS m ON m.id = s.id
            WHERE NOT EXISTS (SELECT FROM messaging.status_changes AS h WHERE h.message_id = s.id)
        )
        SELECT root, id, at, kind, status, attempt, code, words, outcome, origin, external_id
        FROM events
        ORDER BY root, at, attempt NULLS FIRST, rank
        """;

    public async Task<Result<ILookup<Guid, TimelineEntry>>> Handle(ListTimelines query, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sql);
        command.Add(query.MessageIds.ToArray()).Add(caller.WorkspaceId?.Value ?? Guid.Empty).AddNullable(caller.OnlyChatbot);
        var entries = await command.ReadAllAsync(row => (Root: row.GetGuid(0), Entry: Read(row)), cancellationToken);
        return Result<ILookup<Guid, TimelineEntry>>.Success(entries.ToLookup(entry => entry.Root, entry => entry.Entry));
    }

    private static TimelineEntry Read(NpgsqlDataReader row)
    {
        var kind = EnumText<TimelineKind>.Value(row.GetString(3));
        MessageStatus? status = row.IsDBNull(4) ? null : EnumText<MessageStatus>.Value(row.GetString(4));
        int? attempt = row.IsDBNull(5) ? null : row.GetInt32(5);
        return new TimelineEntry
        {
            MessageId = row.GetGuid(1),
            At = row.GetFieldValue<DateTimeOffset>(2),
            Kind = kind,
            Status = status,
            Attempt = attempt,
            Code = row.IsDBNull(6) ? null : row.GetString(6),
            Reason = TimelineReasons.Of(
                kind,
                status,
                attempt,
                row.IsDBNull(6) ? null : row.GetString(6),
                row.IsDBNull(8) ? null : EnumText<AttemptOutcome>.Value(row.GetString(8)),
                row.IsDBNull(9) ? null : EnumText<AnswerOrigin>.Value(row.GetString(9)),
                row.IsDBNull(7) ? null : row.GetString(7)),
            ExternalId = row.IsDBNull(10) ? null : row.GetString(10),
        };
    }
}
