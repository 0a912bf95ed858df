using Npgsql;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>One statement that stores a batch of inbound messages with their contacts, conversations, work marks and consent.</summary>
internal static class InboxSql
{
    /// <summary>However long a burst goes on, it is answered after this.</summary>
    private const string LongestBurst = "interval '10 seconds'";

    /// <summary>What a conversation takes over from its part of the batch; <c>thread</c> is aliased <c>t</c>, the row <c>c</c>.</summary>
    private const string TakeOver = $"""
        integration_id = t.integration_id,
        our_address = t.our_address,
        inbound_count = c.inbound_count + t.messages,
        last_inbound_at = t.received_at,
        last_message_at = t.received_at,
        burst_started_at = CASE WHEN c.answer_due_at IS NULL THEN t.received_at ELSE c.burst_started_at END,
        answer_due_at = least(
            t.received_at + t.quiet_window,
            CASE WHEN c.answer_due_at IS NULL THEN t.received_at ELSE c.burst_started_at END + {LongestBurst}),
        opted_out_at = CASE t.consent
            WHEN 'opt_out' THEN coalesce(c.opted_out_at, t.received_at)
            WHEN 'opt_in' THEN NULL
            ELSE c.opted_out_at END
        """;

    /// <remarks>
    /// The look-ups are LATERAL with LIMIT, so that they stay index look-ups whatever the planner believes about the arrays.
    /// No two rows of a batch may be the same message. A message posted again finds its row and touches nothing; posted again at
    /// the same moment on another node, the unique index keeps it single and its conversation is merely looked at once more.
    /// </remarks>
    private const string Threads = $"""
        WITH fresh AS MATERIALIZED (
            SELECT i.*,
                   c.id AS known_conversation_id,
                   c.opted_out_at,
                   CASE WHEN i.consent_word = 'opt_in_if_opted_out'
                        THEN CASE WHEN c.opted_out_at IS NOT NULL THEN 'opt_in' END
                        ELSE i.consent_word END AS consent
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
              AS i (ordinal, message_id, conversation_id, contact_id, workspace_id, chatbot_id, integration_id, channel, external_id, account_id,
                    contact_address, our_address, body, segments, encoding, media, provider_data, consent_word, received_at, quiet_window, consent_entry_id)
            LEFT JOIN LATERAL (
                SELECT m.id FROM messaging.messages AS m
                WHERE m.integration_id = i.integration_id AND m.external_id = i.external_id
                LIMIT 1) AS stored ON true
            LEFT JOIN LATERAL (
                SELECT k.id, k.opted_out_at FROM messaging.conversations AS k
                WHERE k.chatbot_id = i.chatbot_id AND k.channel = i.channel AND k.contact_address = i.contact_address
                LIMIT 1) AS c ON true
            WHERE stored.id IS NULL
        ),
        thread AS MATERIALIZED (
            SELECT chatbot_id, channel, contact_address, known_conversation_id,
                   (array_agg(conversation_id ORDER BY ordinal))[1] AS new_conversation_id,
                   (array_agg(contact_id ORDER BY ordinal))[1] AS new_contact_id,
                   (array_agg(workspace_id))[1] AS workspace_id,
                   (array_agg(integration_id ORDER BY ordinal DESC))[1] AS integration_id,
                   (array_agg(our_address ORDER BY ordinal DESC))[1] AS our_address,
                   (array_agg(consent ORDER BY ordinal DESC) FILTER (WHERE consent IN ('opt_out', 'opt_in')))[1] AS consent,
                   max(received_at) AS received_at,
                   max(quiet_window) AS quiet_window,
                   count(*) AS messages
            FROM fresh
            GROUP BY chatbot_id, channel, contact_address, known_conversation_id
        ),
        known AS (
            UPDATE messaging.conversations AS c
            SET {TakeOver}
            FROM thread AS t
            WHERE c.id = t.known_conversation_id
        ),
        address AS (
            INSERT INTO messaging.contact_addresses AS a (workspace_id, channel, address, contact_id)
            SELECT DISTINCT ON (t.workspace_id, t.channel, t.contact_address) t.workspace_id, t.channel, t.contact_address, t.new_contact_id
            FROM thread AS t
            WHERE t.known_conversation_id IS NULL
            ORDER BY t.workspace_id, t.channel, t.contact_address
            ON CONFLICT (workspace_id, channel, address) DO UPDATE SET address = excluded.address
            RETURNING a.workspace_id, a.channel, a.address, a.contact_id
        ),
        person AS (
            INSERT INTO messaging.contacts (id, workspace_id, created_at)
            SELECT a.contact_id, a.workspace_id, t.received_at
            FROM address AS a
            JOIN thread AS t ON t.new_contact_id = a.contact_id
        ),
        started AS (
            INSERT INTO messaging.conversations AS c
                (id, workspace_id, chatbot_id, integration_id, contact_id, channel, contact_address, our_address, mode,
                 inbound_count, last_inbound_at, last_message_at, burst_started_at, answer_due_at, answer_fence, delivery_fence, opted_out_at, created_at)
            SELECT t.new_conversation_id, t.workspace_id, t.chatbot_id, t.integration_id, a.contact_id, t.channel, t.contact_address, t.our_address, 'bot',
                   t.messages, t.received_at, t.received_at, t.received_at, t.received_at + t.quiet_window, 0, 0,
                   CASE WHEN t.consent = 'opt_out' THEN t.received_at END, t.received_at
            FROM thread AS t
            JOIN address AS a ON a.workspace_id = t.workspace_id AND a.channel = t.channel AND a.address = t.contact_address
            WHERE t.known_conversation_id IS NULL
            ORDER BY t.chatbot_id, t.channel, t.contact_address
            ON CONFLICT (chatbot_id, channel, contact_address) DO UPDATE
            SET inbound_count = c.inbound_count + excluded.inbound_count,
                last_inbound_at = excluded.last_inbound_at,
                last_message_at = excluded.last_message_at,
                burst_started_at = coalesce(c.burst_started_at, excluded.burst_started_at),
                answer_due_at = excluded.answer_due_at,
                opted_out_at = coalesce(excluded.opted_out_at, c.opted_out_at)
            RETURNING c.id, c.chatbot_id, c.channel, c.contact_address
        )
        """;

    private const string Messages = """
            INSERT INTO messaging.messages
                (id, workspace_id, conversation_id, integration_id, channel, direction, status, status_rank, "from", "to", body,
                 segments, encoding, media, external_id, account_id, provider_data, processed, is_automatic, attempts, created_at)
            SELECT f.message_id, f.workspace_id,
                   coalesce(f.known_conversation_id, (
                       SELECT s.id FROM started AS s
                       WHERE s.chatbot_id = f.chatbot_id AND s.channel = f.channel AND s.contact_address = f.contact_address)),
                   f.integration_id, f.channel, 'inbound', 'received', 0, f.contact_address, f.our_address, f.body,
                   f.segments, f.encoding, f.media::jsonb, f.external_id, f.account_id, f.provider_data::jsonb, false, false, 0, f.received_at
            FROM fresh AS f
            ORDER BY f.ordinal
            ON CONFLICT (integration_id, external_id) DO NOTHING
        """;

    /// <summary>For a batch in which nobody says anything about consent, which is nearly every one.</summary>
    private const string Store = $"{Threads}\n{Messages}";

    /// <summary>Writes the consent ledger as well.</summary>
    private const string StoreWithConsent = $"""
        {Threads},
        stored AS (
        {Messages}
            RETURNING id, conversation_id
        )
        INSERT INTO messaging.consent_entries (id, workspace_id, conversation_id, kind, source, message_id, created_at)
        SELECT f.consent_entry_id, f.workspace_id, s.conversation_id, f.consent, 'keyword', f.message_id, f.received_at
        FROM fresh AS f
        JOIN stored AS s ON s.id = f.message_id
        WHERE f.consent IS NOT NULL
        """;

    public static NpgsqlCommand Command(NpgsqlDataSource database, IReadOnlyList<InboxRow> rows)
    {
        var command = database.CreateCommand(rows.Any(row => row.Message.Consent is not null) ? StoreWithConsent : Store);
        var count = rows.Count;
        var ordinals = new int[count];
        for (var i = 0; i < count; i++)
        {
            ordinals[i] = i;
        }

        Add(command, ordinals);
        Add(command, Column(rows, row => row.MessageId));
        Add(command, Column(rows, row => row.ConversationId));
        Add(command, Column(rows, row => row.ContactId));
        Add(command, Column(rows, row => row.Integration.WorkspaceId.Value));
        Add(command, Column(rows, row => row.Integration.ChatbotId.Value));
        Add(command, Column(rows, row => row.Integration.Id.Value));
        Add(command, Column(rows, row => EnumText<Channel>.Text(row.Integration.Channel)));
        Add(command, Column(rows, row => row.Message.ExternalId));
        Add(command, Column(rows, row => row.Message.AccountId));
        Add(command, Column(rows, row => row.Message.From));
        Add(command, Column(rows, row => row.Message.To));
        Add(command, Column(rows, row => row.Message.Body));
        Add(command, Column(rows, row => row.Segments));
        Add(command, Column(rows, row => row.Encoding));
        Add(command, Column(rows, row => row.Media));
        Add(command, Column(rows, row => row.ProviderData));
        Add(command, Column(rows, row => row.Message.Consent is { } word ? EnumText<ConsentWord>.Text(word) : null));
        Add(command, Column(rows, row => row.ReceivedAt.UtcDateTime));
        Add(command, Column(rows, row => row.Integration.QuietWindow));
        Add(command, Column(rows, row => row.Message.Consent is null ? Guid.Empty : Guid.CreateVersion7(row.ReceivedAt)));
        return command;
    }

    private static T[] Column<T>(IReadOnlyList<InboxRow> rows, Func<InboxRow, T> value)
    {
        var column = new T[rows.Count];
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = value(rows[i]);
        }

        return column;
    }

    private static void Add<T>(NpgsqlCommand command, T[] column) =>
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = column });
}
