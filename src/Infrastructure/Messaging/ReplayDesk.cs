using System.Text.Json;
using Npgsql;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Answers;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Automation;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;
using Views = SmsPlatform.Application.Messaging.Views;

namespace SmsPlatform.Infrastructure.Messaging;

/// <inheritdoc cref="IReplayDesk"/>
/// <remarks>A burst is what was marked processed together: its answer has that same time.</remarks>
internal sealed class ReplayDesk(NpgsqlDataSource database) : IReplayDesk
{
    /// <summary>The conversations that were last active hold the latest messages; those where only we wrote lately are why it looks at more.</summary>
    private const string Latest = """
        SELECT m.conversation_id, m.seq, m.processed_at
        FROM (
            SELECT a.conversation_id
            FROM messaging.conversation_activity AS a
            JOIN messaging.conversations AS c ON c.id = a.conversation_id
            WHERE a.workspace_id = $1 AND c.chatbot_id = $2
            ORDER BY a.last_message_at DESC, a.conversation_id DESC
            LIMIT 5 * $3) AS lately
        CROSS JOIN LATERAL (
            SELECT m.conversation_id, m.seq, m.processed_at
            FROM messaging.messages AS m
            WHERE m.conversation_id = lately.conversation_id AND m.direction = 'inbound' AND m.processed_at IS NOT NULL
            ORDER BY m.seq DESC
            LIMIT $3) AS m
        ORDER BY m.seq DESC
        LIMIT $3
        """;

    private const string Named = """
        SELECT m.conversation_id, m.seq, m.processed_at
        FROM messaging.messages AS m
        JOIN messaging.conversations AS c ON c.id = m.conversation_id
        WHERE m.id = ANY ($3) AND m.workspace_id = $1 AND c.workspace_id = $1 AND c.chatbot_id = $2
          AND m.direction = 'inbound' AND m.processed_at IS NOT NULL
        ORDER BY m.seq DESC
        """;

    /// <summary>A burst is short, so it lies close around any of its messages.</summary>
    private const string Burst = """
        WITH burst AS MATERIALIZED (
            SELECT near.* FROM (
                (SELECT m.* FROM messaging.messages AS m WHERE m.conversation_id = $1 AND m.seq <= $2 ORDER BY m.seq DESC LIMIT 60)
                UNION ALL
                (SELECT m.* FROM messaging.messages AS m WHERE m.conversation_id = $1 AND m.seq > $2 ORDER BY m.seq LIMIT 60)) AS near
            WHERE near.direction = 'inbound' AND near.processed_at = $3
        ), place AS (
            SELECT min(seq) AS first_seq, (array_agg(response_message_id) FILTER (WHERE response_message_id IS NOT NULL))[1] AS response_id FROM burst
        )
        SELECT c.workspace_id, c.chatbot_id, c.channel, c.contact_address, p.display_name, place.first_seq,
               NOT EXISTS (
                   SELECT FROM messaging.messages AS sent
                   WHERE sent.conversation_id = c.id AND sent.direction = 'outbound' AND sent.seq < place.first_seq),
               former.origin, former.created_at, former.offered::text,
               n.origin, n.hands_off, r.name, n.tags, n.is_lead, n.passages::text, n.model, n.input_tokens, n.output_tokens, n.cost, n.note,
               said.texts, said.segments,
               b.id, b.body, b.created_at, e.kind, e.source
        FROM burst AS b
        CROSS JOIN place
        JOIN messaging.conversations AS c ON c.id = b.conversation_id
        JOIN messaging.contacts AS p ON p.id = c.contact_id
        LEFT JOIN messaging.consent_entries AS e ON e.conversation_id = c.id AND e.message_id = b.id
        LEFT JOIN LATERAL (
            SELECT n.* FROM messaging.answers AS n
            WHERE n.conversation_id = c.id AND n.created_at = $3
            ORDER BY n.id DESC LIMIT 1) AS n ON true
        LEFT JOIN automation.keyword_rules AS r ON r.id = n.rule_id AND r.workspace_id = c.workspace_id
        LEFT JOIN LATERAL (
            SELECT n.origin, n.created_at, n.offered FROM messaging.answers AS n
            WHERE n.conversation_id = c.id AND n.message_id IS NOT NULL AND n.created_at < $3
            ORDER BY n.id DESC LIMIT 1) AS former ON true
        LEFT JOIN LATERAL (
            SELECT array_agg(o.body ORDER BY o.seq) AS texts, sum(o.segments)::int AS segments
            FROM messaging.messages AS first
            JOIN messaging.messages AS o
              ON o.conversation_id = first.conversation_id AND o.direction = 'outbound' AND o.created_at = first.created_at
            WHERE first.id = place.response_id) AS said ON true
        ORDER BY b.seq
        """;

    public async Task<IReadOnlyList<ReplayBurst>> ReadAsync(
        WorkspaceId workspaceId, ChatbotId chatbotId, IReadOnlyCollection<MessageId> messages, int last, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(messages.Count > 0 ? Named : Latest);
        command.Add(workspaceId.Value).Add(chatbotId.Value);
        if (messages.Count > 0)
        {
            command.Add(messages.Select(id => id.Value).ToArray());
        }
        else
        {
            command.Add(last);
        }

        var places = await command.ReadAllAsync(
            row => (Conversation: row.GetGuid(0), Seq: row.GetInt64(1), At: row.GetFieldValue<DateTimeOffset>(2)), cancellationToken);
        var bursts = new List<ReplayBurst>();
        foreach (var place in places.DistinctBy(place => (place.Conversation, place.At)))
        {
            bursts.Add(await ReadAsync(new ConversationId(place.Conversation), place.Seq, place.At, cancellationToken));
        }

        return bursts;
    }

    private async Task<ReplayBurst> ReadAsync(ConversationId id, long seq, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Burst);
        command.Add(id.Value).Add(seq).Add(at);
        var messages = new List<BurstMessage>();
        ReplayBurst? burst = null;
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            burst ??= new ReplayBurst(BurstOf(row, id, messages), row.GetInt64(5), at, Then(row));
            messages.Add(new BurstMessage(new MessageId(row.GetGuid(23)), row.GetString(24), Consent(row), row.GetFieldValue<DateTimeOffset>(25)));
        }

        return burst ?? throw new InvalidOperationException("A message is in its own burst.");
    }

    private static Application.Messaging.Burst BurstOf(NpgsqlDataReader row, ConversationId id, List<BurstMessage> messages) => new(
        id,
        new WorkspaceId(row.GetGuid(0)),
        new ChatbotId(row.GetGuid(1)),
        EnumText<Channel>.Value(row.GetString(2)),
        row.GetString(3),
        row.IsDBNull(4) ? null : row.GetString(4),
        ConversationMode.Bot,
        IsOptedOut: false,
        InboundCount: 0,
        StartedAt: null,
        IsFirstAnswer: row.GetBoolean(6),
        IntegrationIsEnabled: true,
        row.IsDBNull(7) ? null : EnumText<AnswerOrigin>.Value(row.GetString(7)),
        row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8),
        row.IsDBNull(9) ? [] : JsonSerializer.Deserialize<List<QuickReply>>(row.GetString(9), JsonSerializerOptions.Web)!,
        messages);

    private static Views.ReplayedAnswer? Then(NpgsqlDataReader row)
    {
        var texts = row.IsDBNull(21) ? [] : row.GetFieldValue<string[]>(21);
        var segments = row.IsDBNull(22) ? 0 : row.GetInt32(22);
        if (row.IsDBNull(10))
        {
            return texts.Length == 0 ? null : new Views.ReplayedAnswer { Texts = texts, Segments = segments };
        }

        return new Views.ReplayedAnswer
        {
            Origin = EnumText<AnswerOrigin>.Value(row.GetString(10)),
            HandsOff = row.GetBoolean(11),
            Texts = texts,
            Segments = segments,
            Rule = row.IsDBNull(12) ? null : row.GetString(12),
            Tags = row.GetFieldValue<string[]>(13),
            IsLead = row.GetBoolean(14),
            Passages = JsonSerializer.Deserialize<List<AnswerPassage>>(row.GetString(15), JsonSerializerOptions.Web)!,
            Model = row.IsDBNull(16) ? null : row.GetString(16),
            InputTokens = row.GetInt32(17),
            OutputTokens = row.GetInt32(18),
            Cost = row.GetDecimal(19),
            Note = row.IsDBNull(20) ? null : row.GetString(20),
        };
    }

    private static BurstConsent? Consent(NpgsqlDataReader row) => row.IsDBNull(26) ? null : new BurstConsent(
        EnumText<ConsentKind>.Value(row.GetString(26)), EnumText<ConsentSource>.Value(row.GetString(27)), Holds: true);
}
