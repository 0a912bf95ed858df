using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

/// <inheritdoc cref="IOutgoingQueue"/>
internal sealed class OutgoingQueue(NpgsqlDataSource database, WorkSignal work) : IOutgoingQueue
{
    public async Task<Result<QueuedSms>> AddAsync(OutgoingSms sms, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        if (sms.IdempotencyKey is { } key)
        {
            var use = new KeyUse(sms.WorkspaceId, sms.Principal, key, HashOf(sms), [.. sms.Parts.Select(part => part.Id)], sms.QueuedAt);
            if (await IdempotencyKeys.UseAsync(connection, use, cancellationToken) is { } former)
            {
                return former.Match<Result<QueuedSms>>(messages => Answer(sms, messages), error => error);
            }
        }

        var conversationId = await OpenConversationAsync(connection, sms, cancellationToken);
        if (conversationId is null)
        {
            // Disposing rolls back, so the key stays free for another try.
            return MessagingErrors.ContactOptedOut;
        }

        await QueueAsync(connection, sms, conversationId.Value, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        work.DeliveriesMayBeDue();
        return Answer(sms, [.. sms.Parts.Select(part => part.Id)]);
    }

    /// <summary>Finds or starts the conversation and locks it; null when the contact opted out.</summary>
    private static async Task<Guid?> OpenConversationAsync(NpgsqlConnection connection, OutgoingSms sms, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("""
            WITH address AS (
                INSERT INTO messaging.contact_addresses AS a (workspace_id, channel, address, contact_id)
                VALUES ($1, $2, $3, $4)
                ON CONFLICT (workspace_id, channel, address) DO UPDATE SET address = excluded.address
                RETURNING a.contact_id
            )
            INSERT INTO messaging.contacts (id, workspace_id, created_at)
            SELECT contact_id, $1, $5 FROM address WHERE contact_id = $4
            """)
            .Add(sms.WorkspaceId.Value)
            .Add(EnumText<Channel>.Text(Channel.Sms))
            .Add(sms.To)
            .Add(ContactId.New(sms.QueuedAt).Value)
            .Add(sms.QueuedAt);
        batch.Add("""
            INSERT INTO messaging.conversations
                (id, workspace_id, chatbot_id, integration_id, contact_id, channel, contact_address, our_address, mode, created_at)
            SELECT $4, $1, $5, $6, a.contact_id, $2, $3, $7, 'bot', $8
            FROM messaging.contact_addresses AS a
            WHERE a.workspace_id = $1 AND a.channel = $2 AND a.address = $3
            ON CONFLICT (chatbot_id, channel, contact_address) DO NOTHING
            """)
            .Add(sms.WorkspaceId.Value)
            .Add(EnumText<Channel>.Text(Channel.Sms))
            .Add(sms.To)
            .Add(ConversationId.New(sms.QueuedAt).Value)
            .Add(sms.Integration.ChatbotId.Value)
            .Add(sms.Integration.Id.Value)
            .Add(sms.Integration.Connection.Address)
            .Add(sms.QueuedAt);
        batch.Add("""
            INSERT INTO messaging.conversation_activity
                (conversation_id, workspace_id, inbound_count, last_message_at, answer_fence, delivery_fence)
            SELECT c.id, c.workspace_id, 0, $4, 0, 0
            FROM messaging.conversations AS c
            WHERE c.chatbot_id = $1 AND c.channel = $2 AND c.contact_address = $3
            ON CONFLICT (conversation_id) DO UPDATE SET last_message_at = excluded.last_message_at
            """)
            .Add(sms.Integration.ChatbotId.Value)
            .Add(EnumText<Channel>.Text(Channel.Sms))
            .Add(sms.To)
            .Add(sms.QueuedAt);

        // In a statement of its own, which sees an opt-out that was committed while the one before waited.
        batch.Add("""
            SELECT id FROM messaging.conversations
            WHERE chatbot_id = $1 AND channel = $2 AND contact_address = $3 AND opted_out_at IS NULL
            """)
            .Add(sms.Integration.ChatbotId.Value)
            .Add(EnumText<Channel>.Text(Channel.Sms))
            .Add(sms.To);
        return await batch.ExecuteScalarAsync(cancellationToken) as Guid?;
    }

    private static async Task QueueAsync(
        NpgsqlConnection connection, OutgoingSms sms, Guid conversationId, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        for (var i = 0; i < sms.Parts.Count; i++)
        {
            var part = sms.Parts[i];
            var media = i == 0 ? sms.MediaUrls.Select(url => new MediaItem(url, "")).ToArray() : [];
            batch.Add("""
                INSERT INTO messaging.messages
                    (id, workspace_id, conversation_id, integration_id, channel, direction, status, status_rank, "from", "to", body,
                     segments, encoding, media, account_id, processed, is_automatic, attempts, next_attempt_at, expires_at, created_at)
                SELECT $2, c.workspace_id, c.id, $3, c.channel, 'outbound', 'queued', 0, $4, c.contact_address, $5,
                       $6, $7, $8::jsonb, $9, false, false, 0, $10, $11, $10
                FROM messaging.conversations AS c
                WHERE c.id = $1
                """)
                .Add(conversationId)
                .Add(part.Id.Value)
                .Add(sms.Integration.Id.Value)
                .Add(sms.Integration.Connection.Address)
                .Add(part.Body)
                .Add(part.Segments)
                .AddNullable(part.Encoding)
                .Add(JsonSerializer.Serialize(media, JsonSerializerOptions.Web))
                .Add(sms.Integration.Connection.AccountId)
                .Add(sms.QueuedAt)
                .Add(part.ExpiresAt);
        }

        batch.Add("UPDATE messaging.conversation_activity SET delivery_due_at = coalesce(delivery_due_at, $2) WHERE conversation_id = $1")
            .Add(conversationId)
            .Add(sms.QueuedAt);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static QueuedSms Answer(OutgoingSms sms, IReadOnlyList<MessageId> ids) => new(
        ids[0],
        ids,
        sms.Integration.Connection.Address,
        sms.To,
        MessageStatus.Queued,
        sms.Parts.Sum(part => part.Segments),
        sms.Parts.Any(part => part.Encoding == SmsEncoding.Ucs2.Name()) ? SmsEncoding.Ucs2.Name() : SmsEncoding.Gsm7.Name());

    private static byte[] HashOf(OutgoingSms sms) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
    {
        Integration = sms.Integration.Id.Value,
        sms.To,
        Texts = sms.Parts.Select(part => part.Body),
        sms.MediaUrls,
    }));
}
