using System.Globalization;
using Npgsql;

namespace SmsPlatform.Benchmarks;

/// <summary>Old messages in conversations that have nothing to be done, written by PostgreSQL itself into the platform's own tables.</summary>
/// <remarks>
/// Neighbours in time belong to different conversations, which is the worst case for what is loaded beside them; every second message is
/// outbound, and of those nine tenths are delivered.
/// </remarks>
internal static class Seed
{
    // What is sorted at a time, so that a big seed needs no more room than a small one.
    private const int Portion = 1_000_000;

    // The twelfth digits of a version 7 id are its milliseconds; the rest is as good as random, and the same in each run.
    private const string Ids = """
        CREATE OR REPLACE FUNCTION pg_temp.id_at(at timestamptz, what text, k int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
            SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(what || k), 1, 3)
                || '8' || substr(md5(what || k), 4, 15))::uuid $$;
        """;

    private static string Threads(int messages, int conversations) => string.Create(CultureInfo.InvariantCulture, $"""
        -- Keys to parents are not checked row by row.
        SET session_replication_role = replica;
        CREATE TEMP TABLE home AS
            SELECT b.workspace_id, b.id AS chatbot_id, i.id AS integration_id
            FROM chatbots.chatbots AS b JOIN channels.integrations AS i ON i.chatbot_id = b.id LIMIT 1;
        CREATE TEMP TABLE thread AS
            SELECT k, '+1558' || lpad(k::text, 7, '0') AS phone, t.at, pg_temp.id_at(t.at, 'contact', k) AS contact_id,
                   pg_temp.id_at(t.at, 'conversation', k) AS conversation_id
            FROM generate_series(0, {conversations - 1}) AS k
            CROSS JOIN LATERAL (SELECT timestamptz '2026-01-01' + k * interval '1 second' AS at) AS t;
        CREATE UNIQUE INDEX ON thread (k);
        INSERT INTO messaging.contacts (id, workspace_id, display_name, created_at)
            SELECT contact_id, workspace_id, CASE WHEN k % 2 = 0 THEN 'Contact ' || k END, at FROM thread, home;
        INSERT INTO messaging.contact_addresses (workspace_id, channel, address, contact_id)
            SELECT workspace_id, 'sms', phone, contact_id FROM thread, home;
        INSERT INTO messaging.conversations (id, workspace_id, chatbot_id, integration_id, contact_id, channel, contact_address, mode, created_at)
            SELECT conversation_id, workspace_id, chatbot_id, integration_id, contact_id, 'sms', phone,
                   CASE WHEN k % 50 = 0 THEN 'human' ELSE 'bot' END, thread.at
            FROM thread, home;
        INSERT INTO messaging.conversation_activity (conversation_id, workspace_id, our_address, inbound_count, last_inbound_at,
                last_message_at, answer_fence, delivery_fence)
            SELECT conversation_id, workspace_id, '+15005550006', 10, m.at, m.at, 0, 0
            FROM thread, home
            CROSS JOIN LATERAL (SELECT timestamptz '2026-02-01' + ({messages - conversations} + k) * interval '{Step(messages)} milliseconds' AS at) AS m;
        """);

    // However many, they are of the same 115 days.
    private static long Step(int messages) => Math.Max(1, 10_000_000_000L / messages);

    // In the order of their numbers, which becomes that of their places.
    private static string Rows(int from, int to, int messages, int conversations) => string.Create(CultureInfo.InvariantCulture, $"""
        INSERT INTO messaging.messages (id, workspace_id, conversation_id, integration_id, channel, direction, status, status_rank, "from", "to", body,
                segments, encoding, media, external_id, account_id, processed, processed_at, is_automatic, attempts, created_at, sent_at, delivered_at)
            SELECT pg_temp.id_at(m.at, 'message', m.k), workspace_id, conversation_id, integration_id, 'sms',
                   CASE WHEN m.is_out THEN 'outbound' ELSE 'inbound' END,
                   m.status,
                   CASE m.status WHEN 'received' THEN 0 WHEN 'sent' THEN 40 WHEN 'failed' THEN 50 WHEN 'undelivered' THEN 60 ELSE 70 END,
                   CASE WHEN m.is_out THEN '+15005550006' ELSE phone END,
                   CASE WHEN m.is_out THEN phone ELSE '+15005550006' END,
                   'Message ' || m.k || ': is my order on its way? I have been waiting since Monday.',
                   1, 'GSM-7', '[]', 'SM' || md5('sid' || m.k), 'AC0000000000000000000000000000bec4', NOT m.is_out,
                   CASE WHEN NOT m.is_out THEN m.at + interval '2 seconds' END, m.is_out, m.is_out::int, m.at,
                   CASE WHEN m.is_out THEN m.at + interval '1 second' END,
                   CASE WHEN m.status = 'delivered' THEN m.at + interval '3 seconds' END
            FROM (SELECT s.k, (s.k + s.k / {conversations}) % 2 = 1 AS is_out, s.k % {conversations} AS thread,
                         timestamptz '2026-02-01' + s.k * interval '{Step(messages)} milliseconds' AS at,
                         CASE WHEN (s.k + s.k / {conversations}) % 2 = 0 THEN 'received'
                              ELSE (ARRAY['delivered', 'delivered', 'delivered', 'delivered', 'delivered', 'delivered', 'delivered', 'delivered', 'delivered',
                                  CASE WHEN s.k % 100 < 50 THEN 'sent' WHEN s.k % 100 < 80 THEN 'failed' ELSE 'undelivered' END])[1 + s.k / 2 % 10] END AS status
                  FROM generate_series({from}, {to - 1}) AS s (k)) AS m
            JOIN thread ON thread.k = m.thread, home
            ORDER BY m.k;
        """);

    /// <summary>Fills the database, unless it is full already.</summary>
    public static async Task RunAsync(NpgsqlDataSource database, int messages, int conversations)
    {
        await using var connection = await database.OpenConnectionAsync();
        if (await ScalarAsync<long>(connection, "SELECT count(*) FROM messaging.messages") >= messages)
        {
            return;
        }

        // Indexes are made when the rows are there, which takes a fifth of the time.
        var indexes = await ScalarAsync<string[]>(connection, """
            SELECT array_agg(pg_get_indexdef(x.indexrelid)) FROM pg_index AS x
            WHERE x.indrelid = 'messaging.messages'::regclass AND NOT x.indisprimary
            """);
        var names = await ScalarAsync<string[]>(connection, """
            SELECT array_agg(x.indexrelid::regclass::text) FROM pg_index AS x
            WHERE x.indrelid = 'messaging.messages'::regclass AND NOT x.indisprimary
            """);
        await ExecuteAsync(connection, "SET maintenance_work_mem = '512MB'; BEGIN");
        await ExecuteAsync(connection, string.Join(';', names.Select(name => $"DROP INDEX {name}")));
        await ExecuteAsync(connection, Ids);
        await ExecuteAsync(connection, Threads(messages, conversations));
        for (var from = 0; from < messages; from += Portion)
        {
            await ExecuteAsync(connection, Rows(from, Math.Min(from + Portion, messages), messages, conversations));
        }

        await ExecuteAsync(connection, "SET session_replication_role = origin");
        foreach (var index in indexes)
        {
            await ExecuteAsync(connection, index);
        }

        await ExecuteAsync(connection, "COMMIT");
        await ExecuteAsync(connection, "VACUUM (ANALYZE)");
        await ExecuteAsync(connection, "CHECKPOINT");
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 3600 };
        await command.ExecuteNonQueryAsync();
    }
}
