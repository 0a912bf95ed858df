using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

internal sealed class RetryMessageHandler(Requeuing requeuing) : ICommandHandler<RetryMessage, Done>
{
    public Task<Result<Done>> Handle(RetryMessage command, CancellationToken cancellationToken) =>
        requeuing.RequeueAsync(command.Id, cancellationToken);
}

/// <summary>Makes messages that were given up due again.</summary>
internal sealed class Requeuing(
    NpgsqlDataSource database, IIntegrationDirectory integrations, WorkSignal work, ICaller caller, TimeProvider clock)
{
    private static readonly TimeSpan TimeToLive = TimeSpan.FromHours(24);

    /// <summary>Each in a transaction of its own, so that one that is refused keeps no other back.</summary>
    public async Task<Requeued> RequeueAsync(IReadOnlyList<MessageId> ids, string? next, CancellationToken cancellationToken)
    {
        var (done, refused) = (new List<MessageId>(ids.Count), new List<RefusedRequeue>());
        foreach (var id in ids)
        {
            var requeued = await RequeueAsync(id, cancellationToken);
            if (requeued.IsFailure)
            {
                refused.Add(new RefusedRequeue(id, requeued.Error));
            }
            else
            {
                done.Add(id);
            }
        }

        return new Requeued(done, refused, next);
    }

    public async Task<Result<Done>> RequeueAsync(MessageId id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(connection, id, cancellationToken) is not { } message)
        {
            return MessagingErrors.NotFound(id);
        }

        if (RefusalOf(message) is { } refusal)
        {
            return refusal;
        }

        if (await integrations.FindAsync(message.IntegrationId, cancellationToken) is not { } integration)
        {
            return ChannelsErrors.IntegrationNotFound;
        }

        if (!integration.IsEnabled)
        {
            return ChannelsErrors.IntegrationDisabled;
        }

        await WriteAsync(connection, id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        work.DeliveriesMayBeDue();
        return Done.Value;
    }

    private static Error? RefusalOf(LockedMessage message) => message switch
    {
        { Direction: MessageDirection.Inbound } => MessagingErrors.NotOutbound,
        { Status: not (MessageStatus.Failed or MessageStatus.Undelivered or MessageStatus.Expired or MessageStatus.Canceled) } =>
            MessagingErrors.NotRetryable(message.Status),
        { IsOptedOut: true } => MessagingErrors.ContactOptedOut,
        _ => null,
    };

    /// <remarks>The message before its conversation's activity, in the order that status reports lock them.</remarks>
    private async Task<LockedMessage?> LockAsync(NpgsqlConnection connection, MessageId id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT m.direction, m.status, m.integration_id, c.opted_out_at IS NOT NULL
            FROM messaging.messages AS m
            JOIN messaging.conversations AS c ON c.id = m.conversation_id
            WHERE m.id = $1 AND m.workspace_id = $2 AND ($3 IS NULL OR c.chatbot_id = $3)
            FOR UPDATE OF m
            """,
            connection);
        command.Add(id.Value).Add(caller.WorkspaceId!.Value.Value).AddNullable(caller.OnlyChatbot);
        var found = await command.ReadAllAsync(
            row => new LockedMessage(
                EnumText<MessageDirection>.Value(row.GetString(0)),
                EnumText<MessageStatus>.Value(row.GetString(1)),
                new IntegrationId(row.GetGuid(2)),
                row.GetBoolean(3)),
            cancellationToken);
        return found.Count > 0 ? found[0] : null;
    }

    private async Task WriteAsync(NpgsqlConnection connection, MessageId id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var batch = new NpgsqlBatch(connection);

        // The former attempt keeps the provider's id, by which its late reports are told from those of the new one.
        batch.Add("""
            UPDATE messaging.delivery_attempts AS a
            SET external_id = m.external_id
            FROM messaging.messages AS m
            WHERE m.id = $1 AND a.message_id = m.id AND a.number = m.attempts AND a.external_id IS NULL
            """)
            .Add(id.Value);
        batch.Add("""
            UPDATE messaging.messages
            SET status = 'queued', status_rank = 0, status_at = $2, status_source = 'manual', external_id = NULL, is_automatic = false,
                next_attempt_at = $2, expires_at = $3, error_code = NULL, error_message = NULL, sent_at = NULL, delivered_at = NULL
            WHERE id = $1
            """)
            .Add(id.Value)
            .Add(now)
            .Add(now + TimeToLive);
        batch.Add("""
            UPDATE messaging.conversation_activity AS a
            SET delivery_due_at = least(a.delivery_due_at, $2)
            FROM messaging.messages AS m
            WHERE m.id = $1 AND a.conversation_id = m.conversation_id
            """)
            .Add(id.Value)
            .Add(now);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed record LockedMessage(MessageDirection Direction, MessageStatus Status, IntegrationId IntegrationId, bool IsOptedOut);
}
