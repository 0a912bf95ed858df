namespace SmsPlatform.IntegrationTests.Tenancy;

/// <summary>A copy of a conversation, with all it hangs on, in another workspace. New messages can be copied into it.</summary>
internal sealed class Twin
{
    private static readonly string[] Ways =
    [
        "chatbots.chatbots WHERE id = (SELECT chatbot_id FROM messaging.conversations WHERE id = $1)",
        "channels.integrations WHERE id = (SELECT integration_id FROM messaging.conversations WHERE id = $1)",
        "messaging.contacts WHERE id = (SELECT contact_id FROM messaging.conversations WHERE id = $1)",
        "messaging.conversations WHERE id = $1",
        "messaging.conversation_activity WHERE conversation_id = $1",
    ];

    private readonly PlatformHost _host;
    private readonly Guid _original;
    private readonly string _renamed;

    private Twin(PlatformHost host, Guid original, string renamed, Guid id)
    {
        _host = host;
        _original = original;
        _renamed = renamed;
        Id = id;
    }

    public Guid Id { get; }

    public static async Task<Twin> OfAsync(PlatformHost host, Guid conversation, Guid workspace)
    {
        var originals = await host.ScalarAsync<Guid[]>(
            "SELECT ARRAY[workspace_id, chatbot_id, integration_id, contact_id, id] FROM messaging.conversations WHERE id = $1", conversation);
        Guid[] copies = [workspace, .. originals.Skip(1).Select(_ => Guid.NewGuid())];
        var renamed = originals.Zip(copies).Aggregate("to_jsonb(t)::text", (text, pair) => $"replace({text}, '{pair.First}', '{pair.Second}')");
        foreach (var way in Ways)
        {
            var table = way.Split(' ')[0];
            await host.ExecuteAsync(
                $"INSERT INTO {table} SELECT (jsonb_populate_record(NULL::{table}, ({renamed})::jsonb)).* FROM {way.Replace(table, $"{table} AS t")}",
                conversation);
        }

        return new Twin(host, conversation, renamed, copies[^1]);
    }

    /// <summary>Copies a message of the original conversation.</summary>
    /// <returns>Its id.</returns>
    public async Task<Guid> CopyAsync(string direction)
    {
        var id = Guid.NewGuid();
        await _host.ExecuteAsync(
            $"""
            INSERT INTO messaging.messages
            SELECT (jsonb_populate_record(NULL::messaging.messages, ({_renamed})::jsonb || jsonb_build_object(
                'id', $3::uuid, 'seq', nextval('messaging.messages_seq_seq'), 'external_id', $3::text))).*
            FROM messaging.messages AS t WHERE t.conversation_id = $1 AND t.direction = $2 ORDER BY t.seq LIMIT 1
            """,
            _original,
            direction,
            id);
        return id;
    }
}
