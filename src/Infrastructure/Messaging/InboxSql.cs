using System.Globalization;
using Npgsql;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>
/// The statements that store a batch of inbound messages. They go to the server together and are one transaction: conversations that
/// are not known to exist are started, then their activity is written, which locks them, then the messages, then what they say of consent.
/// </summary>
/// <remarks>
/// Nearly every batch is of known conversations and of messages that never came before: <see cref="TouchThreads"/> and
/// <see cref="InsertMessages"/> look nothing up for it. A message that is stored already meets the unique index, and one whose
/// conversation is gone lacks its id; either turns the whole batch away, and it goes again as <see cref="InsertFresh"/>, which looks first.
/// A message's conversation comes from the row of its activity, so the transaction has its id before it draws a sequence number.
/// </remarks>
internal static class InboxSql
{
    /// <summary>However long a burst goes on, it is answered after this.</summary>
    private const string LongestBurst = "interval '10 seconds'";

    private const string MessageColumns = """
        id, workspace_id, conversation_id, integration_id, channel, direction, status, status_rank, "from", "to", body,
        segments, encoding, media, external_id, account_id, provider_data, processed, is_automatic, attempts, created_at
        """;

    private const string MessageValues = """
        i.id, i.workspace_id, a.conversation_id, i.integration_id, i.channel, 'inbound', 'received', 0, i.contact_address, i.our_address, i.body,
        i.segments, i.encoding, i.media::jsonb, i.external_id, i.account_id, i.provider_data::jsonb, false, false, 0, i.received_at
        """;

    /// <summary>What a conversation's activity, the row <c>a</c>, takes over from its part of the batch, <c>t</c>.</summary>
    private const string TakeOver = $"""
        our_address = t.our_address,
        inbound_count = a.inbound_count + t.inbound_count,
        last_inbound_at = t.last_inbound_at,
        last_message_at = t.last_inbound_at,
        burst_started_at = CASE WHEN a.answer_due_at IS NULL THEN t.last_inbound_at ELSE a.burst_started_at END,
        answer_due_at = least(
            t.last_inbound_at + t.quiet_window,
            CASE WHEN a.answer_due_at IS NULL THEN t.last_inbound_at ELSE a.burst_started_at END + {LongestBurst})
        """;

    /// <summary>
    /// Makes sure that each thread has its conversation, and says which it is. One that another node starts at the same moment is left
    /// to it, and found by the statements that follow.
    /// </summary>
    /// <remarks>A new activity is written as <see cref="TouchThreads"/> will leave it, so that no index of it is written twice.</remarks>
    private const string StartConversations = $"""
        WITH stranger AS MATERIALIZED (
            SELECT t.*, known.id AS known_id
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
              AS t (id, contact_id, workspace_id, chatbot_id, integration_id, channel, contact_address, our_address, received_at, quiet_window)
            LEFT JOIN LATERAL (
                SELECT k.id FROM messaging.conversations AS k
                WHERE k.chatbot_id = t.chatbot_id AND k.channel = t.channel AND k.contact_address = t.contact_address
                LIMIT 1) AS known ON true
        ),
        address AS (
            INSERT INTO messaging.contact_addresses AS a (workspace_id, channel, address, contact_id)
            SELECT DISTINCT ON (t.workspace_id, t.channel, t.contact_address) t.workspace_id, t.channel, t.contact_address, t.contact_id
            FROM stranger AS t
            WHERE t.known_id IS NULL
            ORDER BY t.workspace_id, t.channel, t.contact_address
            ON CONFLICT (workspace_id, channel, address) DO UPDATE SET address = excluded.address
            RETURNING a.workspace_id, a.channel, a.address, a.contact_id
        ),
        person AS (
            INSERT INTO messaging.contacts (id, workspace_id, created_at)
            SELECT a.contact_id, a.workspace_id, t.received_at
            FROM address AS a
            JOIN stranger AS t ON t.contact_id = a.contact_id
        ),
        started AS (
            INSERT INTO messaging.conversations AS c
                (id, workspace_id, chatbot_id, integration_id, contact_id, channel, contact_address, mode, created_at)
            SELECT t.id, t.workspace_id, t.chatbot_id, t.integration_id, a.contact_id, t.channel, t.contact_address, 'bot', t.received_at
            FROM stranger AS t
            JOIN address AS a ON a.workspace_id = t.workspace_id AND a.channel = t.channel AND a.address = t.contact_address
            WHERE t.known_id IS NULL
            ORDER BY t.chatbot_id, t.channel, t.contact_address
            ON CONFLICT (chatbot_id, channel, contact_address) DO NOTHING
            RETURNING c.id
        ),
        begun AS (
            INSERT INTO messaging.conversation_activity
                (conversation_id, workspace_id, our_address, inbound_count, last_inbound_at, last_message_at, burst_started_at, answer_due_at,
                 answer_fence, delivery_fence)
            SELECT t.id, t.workspace_id, t.our_address, 0, t.received_at, t.received_at, t.received_at,
                   t.received_at + least(t.quiet_window, {LongestBurst}), 0, 0
            FROM started AS s
            JOIN stranger AS t ON t.id = s.id
        )
        SELECT coalesce(t.known_id, s.id)
        FROM unnest($1) WITH ORDINALITY AS place (id, ordinal)
        JOIN stranger AS t ON t.id = place.id
        LEFT JOIN started AS s ON s.id = t.id
        ORDER BY place.ordinal
        """;

    private static readonly RowsStatement TouchThreads = new(8, static rows => $"""
        UPDATE messaging.conversation_activity AS a
        SET {TakeOver}
        FROM {rows}
          AS t (conversation_id, chatbot_id, channel, contact_address, our_address, last_inbound_at, quiet_window, inbound_count)
        WHERE a.conversation_id = coalesce(t.conversation_id, (
            SELECT k.id FROM messaging.conversations AS k
            WHERE k.chatbot_id = t.chatbot_id AND k.channel = t.channel AND k.contact_address = t.contact_address))
        """);

    private static readonly RowsStatement InsertMessages = new(18, static rows => $"""
        INSERT INTO messaging.messages ({MessageColumns})
        SELECT {MessageValues}
        FROM {rows}
          AS i (ordinal, id, conversation_id, workspace_id, chatbot_id, integration_id, channel, contact_address, our_address, external_id,
                account_id, body, segments, encoding, media, provider_data, received_at, quiet_window)
        LEFT JOIN messaging.conversation_activity AS a ON a.conversation_id = coalesce(i.conversation_id, (
            SELECT k.id FROM messaging.conversations AS k
            WHERE k.chatbot_id = i.chatbot_id AND k.channel = i.channel AND k.contact_address = i.contact_address))
        ORDER BY i.ordinal
        """);

    /// <summary>Both in one, for the messages only that are not stored yet: one posted again touches nothing.</summary>
    /// <remarks>The look-ups are LATERAL with LIMIT, so that they stay index look-ups whatever the planner believes about the arrays.</remarks>
    private static readonly RowsStatement InsertFresh = new(18, static rows => $"""
        WITH fresh AS MATERIALIZED (
            SELECT i.*, known.id AS known_id
            FROM {rows}
              AS i (ordinal, id, conversation_id, workspace_id, chatbot_id, integration_id, channel, contact_address, our_address, external_id,
                    account_id, body, segments, encoding, media, provider_data, received_at, quiet_window)
            LEFT JOIN LATERAL (
                SELECT m.id FROM messaging.messages AS m
                WHERE m.integration_id = i.integration_id AND m.external_id = i.external_id
                LIMIT 1) AS stored ON true
            LEFT JOIN LATERAL (
                SELECT k.id FROM messaging.conversations AS k
                WHERE k.chatbot_id = i.chatbot_id AND k.channel = i.channel AND k.contact_address = i.contact_address
                LIMIT 1) AS known ON true
            WHERE stored.id IS NULL
        ),
        touched AS (
            UPDATE messaging.conversation_activity AS a
            SET {TakeOver}
            FROM (
                SELECT known_id AS conversation_id,
                       (array_agg(our_address ORDER BY ordinal DESC))[1] AS our_address,
                       max(received_at) AS last_inbound_at,
                       max(quiet_window) AS quiet_window,
                       count(*) AS inbound_count
                FROM fresh
                GROUP BY known_id
                ORDER BY known_id) AS t
            WHERE a.conversation_id = t.conversation_id
            RETURNING a.conversation_id
        )
        INSERT INTO messaging.messages ({MessageColumns})
        SELECT {MessageValues}
        FROM fresh AS i
        LEFT JOIN touched AS a ON a.conversation_id = i.known_id
        ORDER BY i.ordinal
        """);

    /// <summary>Writes the ledger and what follows from it, for the messages that this transaction stored.</summary>
    private const string RecordConsent = """
        WITH said AS MATERIALIZED (
            SELECT i.entry_id, i.ordinal, i.received_at, i.source, m.id AS message_id, c.id AS conversation_id, c.workspace_id,
                   CASE WHEN i.word = 'opt_in_if_opted_out'
                        THEN CASE WHEN coalesce(
                            -- What the same batch said last, which the conversation does not tell yet.
                            (array_agg(i.word) FILTER (WHERE i.word IN ('opt_out', 'opt_in')) OVER former)[
                                count(*) FILTER (WHERE i.word IN ('opt_out', 'opt_in')) OVER former] = 'opt_out',
                            c.opted_out_at IS NOT NULL) THEN 'opt_in' END
                        ELSE i.word END AS consent
            FROM unnest($1, $2, $3, $4, $5, $6) AS i (ordinal, entry_id, message_id, word, received_at, source)
            JOIN messaging.messages AS m ON m.id = i.message_id
            JOIN messaging.conversations AS c ON c.id = m.conversation_id
            WINDOW former AS (PARTITION BY c.id ORDER BY i.ordinal ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        ),
        changed AS (
            UPDATE messaging.conversations AS c
            SET opted_out_at = CASE WHEN s.consent = 'opt_out' THEN coalesce(c.opted_out_at, s.received_at) END
            FROM (
                SELECT DISTINCT ON (conversation_id) conversation_id, consent, received_at
                FROM said
                WHERE consent IN ('opt_out', 'opt_in')
                ORDER BY conversation_id, ordinal DESC) AS s
            WHERE c.id = s.conversation_id
        )
        INSERT INTO messaging.consent_entries (id, workspace_id, conversation_id, kind, source, message_id, created_at)
        SELECT entry_id, workspace_id, conversation_id, consent, source, message_id, received_at
        FROM said
        WHERE consent IS NOT NULL
        """;

    /// <summary>Starts the threads; the one result of the batch is their conversations, in order.</summary>
    public static void AddStart(NpgsqlBatch batch, IReadOnlyList<InboxThread> threads) => batch.Add(StartConversations)
        .Add(Column(threads, thread => thread.First.ConversationId))
        .Add(Column(threads, thread => thread.First.ContactId))
        .Add(Column(threads, thread => thread.First.Integration.WorkspaceId.Value))
        .Add(Column(threads, thread => thread.Key.ChatbotId.Value))
        .Add(Column(threads, thread => thread.First.Integration.Id.Value))
        .Add(Column(threads, thread => EnumText<Channel>.Text(thread.Key.Channel)))
        .Add(Column(threads, thread => thread.Key.Address))
        .Add(Column(threads, thread => thread.OurAddress))
        .Add(Column(threads, thread => thread.ReceivedAt.UtcDateTime))
        .Add(Column(threads, thread => thread.QuietWindow));

    public static void AddTouch(NpgsqlBatch batch, IReadOnlyList<InboxThread> threads) => TouchThreads.AddTo(batch, threads.Count)
        .AddRows(threads, thread => thread.ConversationId)
        .AddRows(threads, thread => thread.Key.ChatbotId.Value)
        .AddRows(threads, thread => EnumText<Channel>.Text(thread.Key.Channel))
        .AddRows(threads, thread => thread.Key.Address)
        .AddRows(threads, thread => thread.OurAddress)
        .AddRows(threads, thread => thread.ReceivedAt.UtcDateTime)
        .AddRows(threads, thread => thread.QuietWindow)
        .AddRows(threads, thread => (long)thread.Count);

    public static void AddMessages(NpgsqlBatch batch, IReadOnlyList<InboxEntry> entries) => AddEntries(batch, InsertMessages, entries);

    public static void AddFresh(NpgsqlBatch batch, IReadOnlyList<InboxEntry> entries) => AddEntries(batch, InsertFresh, entries);

    public static void AddConsent(NpgsqlBatch batch, IReadOnlyList<InboxRow> rows) => batch.Add(RecordConsent)
        .Add(Enumerable.Range(0, rows.Count).ToArray())
        .Add(Column(rows, row => ConsentEntryId.New(row.ReceivedAt).Value))
        .Add(Column(rows, row => row.MessageId))
        .Add(Column(rows, row => EnumText<ConsentWord>.Text(row.Message.Consent!.Value.Word)))
        .Add(Column(rows, row => row.ReceivedAt.UtcDateTime))
        .Add(Column(rows, row => EnumText<ConsentSource>.Text(row.Message.Consent!.Value.Source)));

    private static void AddEntries(NpgsqlBatch batch, RowsStatement statement, IReadOnlyList<InboxEntry> entries) => statement.AddTo(batch, entries.Count)
        .AddRows(entries, entry => entry.Ordinal)
        .AddRows(entries, entry => entry.Row.MessageId)
        .AddRows(entries, entry => entry.Thread.ConversationId)
        .AddRows(entries, entry => entry.Row.Integration.WorkspaceId.Value)
        .AddRows(entries, entry => entry.Row.Integration.ChatbotId.Value)
        .AddRows(entries, entry => entry.Row.Integration.Id.Value)
        .AddRows(entries, entry => EnumText<Channel>.Text(entry.Row.Integration.Channel))
        .AddRows(entries, entry => entry.Row.Message.From)
        .AddRows(entries, entry => entry.Row.Message.To)
        .AddRows(entries, entry => entry.Row.Message.ExternalId)
        .AddRows(entries, entry => entry.Row.Message.AccountId)
        .AddRows(entries, entry => entry.Row.Message.Body)
        .AddRows(entries, entry => entry.Row.Segments)
        .AddRows(entries, entry => entry.Row.Encoding)
        .AddRows(entries, entry => entry.Row.Media)
        .AddRows(entries, entry => entry.Row.ProviderData)
        .AddRows(entries, entry => entry.Row.ReceivedAt.UtcDateTime)
        .AddRows(entries, entry => entry.Row.Integration.QuietWindow);

    private static TValue[] Column<T, TValue>(IReadOnlyList<T> rows, Func<T, TValue> value)
    {
        var column = new TValue[rows.Count];
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = value(rows[i]);
        }

        return column;
    }

    private static NpgsqlBatchCommand AddRows<T, TValue>(this NpgsqlBatchCommand command, IReadOnlyList<T> rows, Func<T, TValue> value) =>
        rows.Count == 1 ? command.Add(value(rows[0])) : command.Add(Column(rows, value));

    /// <summary>A statement on rows that come as parameters: as one array for each column, or, where it is one row, as its values.</summary>
    /// <remarks>
    /// One message at a time is what most hours have, and then the arrays cost more than the rest of the statement: to write, to read, and
    /// as a table that has to be joined.
    /// </remarks>
    private sealed class RowsStatement
    {
        private readonly string _many;
        private readonly string _one;

        public RowsStatement(int columns, Func<string, string> text)
        {
            var parameters = string.Join(", ", Enumerable.Range(1, columns).Select(number => string.Create(CultureInfo.InvariantCulture, $"${number}")));
            _many = text($"unnest({parameters})");
            _one = text($"(VALUES ({parameters}))");
        }

        public NpgsqlBatchCommand AddTo(NpgsqlBatch batch, int rows) => batch.Add(rows == 1 ? _one : _many);
    }
}
