using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

/// <inheritdoc cref="IReplyQueue"/>
internal sealed class ReplyQueue(NpgsqlDataSource database, WorkSignal work, ICaller caller) : IReplyQueue
{
    public async Task<IntegrationId?> FindIntegrationAsync(ConversationId id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT integration_id FROM messaging.conversations
            WHERE id = $1 AND workspace_id = $2 AND ($3 IS NULL OR chatbot_id = $3)
            """);
        command.Add(id.Value).Add(caller.WorkspaceId!.Value.Value).AddNullable(caller.OnlyChatbot);
        return await command.ExecuteScalarAsync(cancellationToken) is Guid found ? IntegrationId.From(found) : null;
    }

    public async Task<Result<IReadOnlyList<MessageId>>> AddAsync(OutgoingReply reply, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        IReadOnlyList<MessageId> parts = [.. reply.Parts.Select(part => part.Id)];
        if (reply.IdempotencyKey is { } key)
        {
            var use = new KeyUse(caller.WorkspaceId!.Value, reply.Principal, key, HashOf(reply), parts, reply.QueuedAt);
            if (await IdempotencyKeys.UseAsync(connection, use, cancellationToken) is { } former)
            {
                return former;
            }
        }

        if (await RefusalAsync(connection, reply, cancellationToken) is { } error)
        {
            // Disposing rolls back, so the key stays free for another try.
            return error;
        }

        await QueueAsync(connection, reply, caller.UserId is not null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        work.DeliveriesMayBeDue();
        return Result<IReadOnlyList<MessageId>>.Success(parts);
    }

    /// <summary>Locks the conversation's activity, as everything does that adds to a conversation.</summary>
    private async Task<Error?> RefusalAsync(NpgsqlConnection connection, OutgoingReply reply, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (caller.UserId is not null)
        {
            // Messages before the activity, in the order that status reports lock them. A refusal takes it back.
            Takeover.AddWithdrawal(batch, reply.ConversationId, reply.QueuedAt);
        }

        batch.Add("UPDATE messaging.conversation_activity SET last_message_at = $2 WHERE conversation_id = $1")
            .Add(reply.ConversationId.Value)
            .Add(reply.QueuedAt);

        // In a statement of its own, which sees an opt-out that was committed while the one before waited.
        batch.Add("SELECT opted_out_at IS NOT NULL, mode FROM messaging.conversations WHERE id = $1")
            .Add(reply.ConversationId.Value);
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken))
        {
            // Erased since it was found.
            return MessagingErrors.NotFound(reply.ConversationId);
        }

        return row.GetBoolean(0) ? MessagingErrors.ContactOptedOut
            : EnumText<ConversationMode>.Value(row.GetString(1)) == ConversationMode.Closed ? MessagingErrors.ConversationClosed
            : null;
    }

    private static async Task QueueAsync(
        NpgsqlConnection connection, OutgoingReply reply, bool isByPerson, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (isByPerson)
        {
            // Who answers has read what came in, and leads the conversation from now on.
            batch.Add("""
                UPDATE messaging.conversations AS c
                SET read_count = a.inbound_count, mode = 'human', mode_at = CASE WHEN c.mode = 'human' THEN c.mode_at ELSE $2 END
                FROM messaging.conversation_activity AS a
                WHERE c.id = $1 AND a.conversation_id = c.id
                """)
                .Add(reply.ConversationId.Value)
                .Add(reply.QueuedAt);
        }

        // Before the parts are there: what came in since anything was last sent is what they answer.
        batch.Add("""
            UPDATE messaging.messages AS m
            SET processed = true, processed_at = coalesce(m.processed_at, $3), response_message_id = coalesce(m.response_message_id, $2)
            WHERE m.conversation_id = $1 AND m.direction = 'inbound'
              AND m.seq > coalesce((
                  SELECT sent.seq FROM messaging.messages AS sent
                  WHERE sent.conversation_id = $1 AND sent.direction = 'outbound'
                  ORDER BY sent.seq DESC LIMIT 1), 0)
            """)
            .Add(reply.ConversationId.Value)
            .Add(reply.Parts[0].Id.Value)
            .Add(reply.QueuedAt);
        for (var i = 0; i < reply.Parts.Count; i++)
        {
            var part = reply.Parts[i];
            var media = i == 0 ? reply.MediaUrls.Select(url => new MediaItem(url, "")).ToArray() : [];
            batch.Add("""
                INSERT INTO messaging.messages
                    (id, workspace_id, conversation_id, integration_id, channel, direction, status, status_rank, "from", "to", body,
                     segments, encoding, media, account_id, processed, is_automatic, attempts, next_attempt_at, expires_at, created_at)
                SELECT $2, c.workspace_id, c.id, c.integration_id, c.channel, 'outbound', 'queued', 0, a.our_address, c.contact_address, $3,
                       $4, $5, $6::jsonb, i.account_id, false, false, 0, $7, $8, $7
                FROM messaging.conversations AS c
                JOIN messaging.conversation_activity AS a ON a.conversation_id = c.id
                JOIN channels.integrations AS i ON i.id = c.integration_id
                WHERE c.id = $1
                """)
                .Add(reply.ConversationId.Value)
                .Add(part.Id.Value)
                .Add(part.Body)
                .Add(part.Segments)
                .AddNullable(part.Encoding)
                .Add(JsonSerializer.Serialize(media, JsonSerializerOptions.Web))
                .Add(reply.QueuedAt)
                .Add(part.ExpiresAt);
        }

        batch.Add("UPDATE messaging.conversation_activity SET delivery_due_at = coalesce(delivery_due_at, $2) WHERE conversation_id = $1")
            .Add(reply.ConversationId.Value)
            .Add(reply.QueuedAt);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static byte[] HashOf(OutgoingReply reply) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
    {
        Conversation = reply.ConversationId.Value,
        Texts = reply.Parts.Select(part => part.Body),
        reply.MediaUrls,
    }));
}
