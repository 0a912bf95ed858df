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

    /// <remarks>
    /// The look-ups are LATERAL with LIMIT, so that they stay index look-ups whatever the planner believes about the arrays.
    /// No two rows of a batch may be the same message. A message posted again finds its row and touches nothing; posted again at
    /// the same moment on another node, the unique index turns the whole batch away, and the second try finds the row. So does the
    /// missing id of a conversation that was erased meanwhile.
    /// A message's conversation comes from the row that was written for it, so the transaction has its id before it draws a sequence number.
    /// </remarks>
    private static readonly string Threads = $"""
        WITH fresh AS MATERIALIZED (
            SELECT i.*,
                   c.id AS known_conversation_id,
                   (c.integration_id, c.our_address) IS DISTINCT FROM (i.integration_id, i.our_address) AS is_elsewhere,
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
                SELECT k.id, k.integration_id, k.our_address, k.opted_out_at FROM messaging.conversations AS k
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
                   bool_or(is_elsewhere) AS is_elsewhere,
                   (array_agg(consent ORDER BY ordinal DESC) FILTER (WHERE consent IN ('opt_out', 'opt_in')))[1] AS consent,
                   max(received_at) AS last_inbound_at,
                   max(received_at) + max(quiet_window) AS answer_due_at,
                   count(*) AS inbound_count
            FROM fresh
            GROUP BY chatbot_id, channel, contact_address, known_conversation_id
        ),
        known AS (
            UPDATE messaging.conversation_activity AS a
            SET {TakeOver("t")}
            FROM thread AS t
            WHERE a.conversation_id = t.known_conversation_id
            RETURNING a.conversation_id
        ),
        changed AS (
            UPDATE messaging.conversations AS c
            SET integration_id = t.integration_id,
                our_address = t.our_address,
                opted_out_at = CASE t.consent
                    WHEN 'opt_out' THEN coalesce(c.opted_out_at, t.last_inbound_at)
                    WHEN 'opt_in' THEN NULL
                    ELSE c.opted_out_at END
            FROM thread AS t
            JOIN known AS k ON k.conversation_id = t.known_conversation_id
            WHERE c.id = k.conversation_id AND (t.is_elsewhere OR t.consent IS NOT NULL)
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
            SELECT a.contact_id, a.workspace_id, t.last_inbound_at
            FROM address AS a
            JOIN thread AS t ON t.new_contact_id = a.contact_id
        ),
        started AS (
            INSERT INTO messaging.conversations AS c
                (id, workspace_id, chatbot_id, integration_id, contact_id, channel, contact_address, our_address, mode, opted_out_at, created_at)
            SELECT t.new_conversation_id, t.workspace_id, t.chatbot_id, t.integration_id, a.contact_id, t.channel, t.contact_address, t.our_address, 'bot',
                   CASE WHEN t.consent = 'opt_out' THEN t.last_inbound_at END, t.last_inbound_at
            FROM thread AS t
            JOIN address AS a ON a.workspace_id = t.workspace_id AND a.channel = t.channel AND a.address = t.contact_address
            WHERE t.known_conversation_id IS NULL
            ORDER BY t.chatbot_id, t.channel, t.contact_address
            ON CONFLICT (chatbot_id, channel, contact_address) DO UPDATE
            SET opted_out_at = coalesce(excluded.opted_out_at, c.opted_out_at)
            RETURNING c.id, c.chatbot_id, c.channel, c.contact_address
        ),
        begun AS (
            INSERT INTO messaging.conversation_activity AS a
                (conversation_id, workspace_id, inbound_count, last_inbound_at, last_message_at, burst_started_at, answer_due_at,
                 answer_fence, delivery_fence)
            SELECT s.id, t.workspace_id, t.inbound_count, t.last_inbound_at, t.last_inbound_at, t.last_inbound_at, t.answer_due_at, 0, 0
            FROM started AS s
            JOIN thread AS t ON t.chatbot_id = s.chatbot_id AND t.channel = s.channel AND t.contact_address = s.contact_address
            ON CONFLICT (conversation_id) DO UPDATE
            SET {TakeOver("excluded")}
        )
        """;

    private const string Messages = """
            INSERT INTO messaging.messages
                (id, workspace_id, conversation_id, integration_id, channel, direction, status, status_rank, "from", "to", body,
                 segments, encoding, media, external_id, account_id, provider_data, processed, is_automatic, attempts, created_at)
            SELECT f.message_id, f.workspace_id, coalesce(k.conversation_id, s.id),
                   f.integration_id, f.channel, 'inbound', 'received', 0, f.contact_address, f.our_address, f.body,
                   f.segments, f.encoding, f.media::jsonb, f.external_id, f.account_id, f.provider_data::jsonb, false, false, 0, f.received_at
            FROM fresh AS f
            LEFT JOIN known AS k ON k.conversation_id = f.known_conversation_id
            LEFT JOIN started AS s
              ON f.known_conversation_id IS NULL
             AND s.chatbot_id = f.chatbot_id AND s.channel = f.channel AND s.contact_address = f.contact_address
            ORDER BY f.ordinal
        """;

    /// <summary>For a batch in which nobody says anything about consent, which is nearly every one.</summary>
    private static readonly string Store = $"{Threads}\n{Messages}";

    /// <summary>Writes the consent ledger as well.</summary>
    private static readonly string StoreWithConsent = $"""
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

    /// <summary>What a conversation's activity, the row <c>a</c>, takes over from its part of the batch.</summary>
    private static string TakeOver(string part) => $"""
        inbound_count = a.inbound_count + {part}.inbound_count,
        last_inbound_at = {part}.last_inbound_at,
        last_message_at = {part}.last_inbound_at,
        burst_started_at = CASE WHEN a.answer_due_at IS NULL THEN {part}.last_inbound_at ELSE a.burst_started_at END,
        answer_due_at = least(
            {part}.answer_due_at,
            CASE WHEN a.answer_due_at IS NULL THEN {part}.last_inbound_at ELSE a.burst_started_at END + {LongestBurst})
        """;

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
