using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Messaging.Consent;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging.Consent;

/// <remarks>
/// Numbers that never wrote get a conversation, because consent is kept there. A line older than the ledger's latest entry for its
/// number is entered and decides nothing: whoever came back since is not silenced by it. Conversations are opened first, a few hundred in
/// a transaction: the inbox waits for whoever opens one of the same number. They are harmless if the rest fails.
/// </remarks>
internal sealed class ImportConsentHandler(NpgsqlDataSource database, IIntegrationDirectory integrations, ICaller caller, TimeProvider clock)
    : ICommandHandler<ImportConsent, ImportedConsent>
{
    private const int OpenedAtOnce = 500;

    // The ledger takes all lines or none, which for many is more than requests usually wait for.
    private const int LedgerSeconds = 120;

    private const string Open = """
        WITH given AS MATERIALIZED (
            SELECT * FROM unnest($6, $7, $8) AS g (address, conversation_id, contact_id)
        ), address AS (
            INSERT INTO messaging.contact_addresses AS a (workspace_id, channel, address, contact_id)
            SELECT $1, $2, g.address, g.contact_id FROM given AS g ORDER BY g.address
            ON CONFLICT (workspace_id, channel, address) DO UPDATE SET address = excluded.address
            RETURNING a.address, a.contact_id
        ), person AS (
            INSERT INTO messaging.contacts (id, workspace_id, created_at)
            SELECT a.contact_id, $1, $9 FROM address AS a JOIN given AS g ON g.contact_id = a.contact_id
        ), opened AS (
            INSERT INTO messaging.conversations
                (id, workspace_id, chatbot_id, integration_id, contact_id, channel, contact_address, mode, created_at)
            SELECT g.conversation_id, $1, $3, $4, a.contact_id, $2, g.address, 'bot', $9
            FROM given AS g JOIN address AS a ON a.address = g.address
            ON CONFLICT (chatbot_id, channel, contact_address) DO NOTHING
            RETURNING id
        )
        INSERT INTO messaging.conversation_activity (conversation_id, workspace_id, our_address, inbound_count, last_message_at, answer_fence, delivery_fence)
        SELECT id, $1, $5, 0, $9, 0, 0 FROM opened
        """;

    private const string Enter = """
        WITH entered AS (
            INSERT INTO messaging.consent_entries (id, workspace_id, conversation_id, kind, source, created_at)
            SELECT g.id, c.workspace_id, c.id, g.kind, 'import', g.at
            FROM unnest($4, $5, $6, $7) AS g (id, address, kind, at)
            JOIN messaging.conversations AS c
              ON c.workspace_id = $1 AND c.chatbot_id = $2 AND c.channel = $3 AND c.contact_address = g.address
            WHERE NOT EXISTS (
                SELECT FROM messaging.consent_entries AS e
                WHERE e.conversation_id = c.id AND e.source = 'import' AND e.kind = g.kind AND e.created_at = g.at)
            RETURNING conversation_id
        )
        SELECT count(*), array_agg(DISTINCT conversation_id) FROM entered
        """;

    private const string Decide = """
        WITH latest AS (
            SELECT DISTINCT ON (conversation_id) conversation_id, kind, created_at
            FROM messaging.consent_entries
            WHERE conversation_id = ANY ($1) AND kind IN ('opt_out', 'opt_in')
            ORDER BY conversation_id, created_at DESC, id DESC
        ), before AS (
            SELECT c.id, c.opted_out_at, l.kind, l.created_at
            FROM messaging.conversations AS c JOIN latest AS l ON l.conversation_id = c.id
            ORDER BY c.id FOR UPDATE OF c
        ), decided AS (
            UPDATE messaging.conversations AS c
            SET opted_out_at = CASE WHEN b.kind = 'opt_out' THEN coalesce(c.opted_out_at, b.created_at) END
            FROM before AS b
            WHERE c.id = b.id
        )
        SELECT count(*) FROM before WHERE kind = 'opt_out' AND opted_out_at IS NULL
        """;

    public async Task<Result<ImportedConsent>> Handle(ImportConsent command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var integration = await integrations.FindAsync(command.ChatbotId, Channel.Sms, cancellationToken);
        if (integration is null || integration.WorkspaceId != caller.WorkspaceId)
        {
            return ChannelsErrors.IntegrationNotFound;
        }

        var parsed = ConsentCsv.Parse(command.Csv, now);
        if (parsed.IsFailure)
        {
            return parsed.Error;
        }

        var lines = parsed.Value.Distinct().ToList();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        foreach (var addresses in lines.Select(line => line.Address).Distinct().Order(StringComparer.Ordinal).Chunk(OpenedAtOnce))
        {
            await OpenAsync(connection, integration, addresses, now, cancellationToken);
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (entries, conversations) = await EnterAsync(connection, integration, lines, cancellationToken);
        var optedOut = await DecideAsync(connection, conversations, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new ImportedConsent(parsed.Value.Count, entries, optedOut);
    }

    private static async Task OpenAsync(
        NpgsqlConnection connection, ConnectedIntegration integration, string[] addresses, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Open, connection);
        command.Add(integration.WorkspaceId.Value)
            .Add(EnumText<Channel>.Text(Channel.Sms))
            .Add(integration.ChatbotId.Value)
            .Add(integration.Id.Value)
            .Add(integration.Connection.Address)
            .Add(addresses)
            .Add(addresses.Select(_ => ConversationId.New(now).Value).ToArray())
            .Add(addresses.Select(_ => ContactId.New(now).Value).ToArray())
            .Add(now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<(int Count, Guid[] Conversations)> EnterAsync(
        NpgsqlConnection connection, ConnectedIntegration integration, List<ConsentLine> lines, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Enter, connection) { CommandTimeout = LedgerSeconds };
        command.Add(integration.WorkspaceId.Value)
            .Add(integration.ChatbotId.Value)
            .Add(EnumText<Channel>.Text(Channel.Sms))
            .Add(lines.Select(line => ConsentEntryId.New(line.At).Value).ToArray())
            .Add(lines.Select(line => line.Address).ToArray())
            .Add(lines.Select(line => EnumText<ConsentKind>.Text(line.Kind)).ToArray())
            .Add(lines.Select(line => line.At.UtcDateTime).ToArray());
        return (await command.ReadAllAsync(
            row => ((int)row.GetInt64(0), row.IsDBNull(1) ? [] : row.GetFieldValue<Guid[]>(1)), cancellationToken))[0];
    }

    private static async Task<int> DecideAsync(NpgsqlConnection connection, Guid[] conversations, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Decide, connection) { CommandTimeout = LedgerSeconds };
        command.Add(conversations);
        return (int)(long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
