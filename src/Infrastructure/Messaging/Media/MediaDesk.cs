using Npgsql;
using SmsPlatform.Application.Messaging.Media;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging.Media;

/// <inheritdoc cref="IMediaDesk"/>
/// <remarks>A claimed row's due time is the end of its lease, so what is lost in between is due again by itself.</remarks>
internal sealed class MediaDesk(NpgsqlDataSource database) : IMediaDesk
{
    public async Task<IReadOnlyList<MediumLease>> ClaimAsync(
        int limit, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            UPDATE messaging.media AS m
            SET due_at = $2, attempts = m.attempts + 1
            FROM (
                SELECT message_id, ordinal FROM messaging.media
                WHERE due_at <= $1
                ORDER BY due_at
                LIMIT $3
                FOR UPDATE SKIP LOCKED) AS due
            WHERE m.message_id = due.message_id AND m.ordinal = due.ordinal
            RETURNING m.message_id, m.ordinal, m.workspace_id, m.integration_id, m.url, m.declared_type, m.attempts, m.created_at
            """);
        command.Add(now).Add(leaseUntil).Add(limit);
        return await command.ReadAllAsync(
            row => new MediumLease(
                new MessageId(row.GetGuid(0)),
                row.GetInt32(1),
                new WorkspaceId(row.GetGuid(2)),
                new IntegrationId(row.GetGuid(3)),
                row.GetString(4),
                row.GetString(5),
                row.GetInt32(6),
                row.GetFieldValue<DateTimeOffset>(7)),
            cancellationToken);
    }

    public async Task<bool> StoreAsync(MediumLease lease, StoredContent content, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var written = await WriteAsync(
            """
            status = 'stored', due_at = NULL, error_code = NULL, error_message = NULL,
            storage_key = $4, content_type = $5, size = $6, sha256 = $7, stored_at = $8
            """,
            lease,
            command => command.Add(content.Key).Add(content.ContentType).Add(content.Size).Add(content.Sha256).Add(now),
            cancellationToken);
        return written > 0 || await IsAwaitedAsync(lease, cancellationToken);
    }

    public Task PostponeAsync(MediumLease lease, Error reason, DateTimeOffset until, CancellationToken cancellationToken) =>
        WriteAsync(
            "due_at = $4, error_code = $5, error_message = $6",
            lease,
            command => command.Add(until).Add(reason.Code).Add(reason.Message),
            cancellationToken);

    public Task FailAsync(MediumLease lease, Error reason, CancellationToken cancellationToken) =>
        WriteAsync(
            "status = 'failed', due_at = NULL, error_code = $4, error_message = $5",
            lease,
            command => command.Add(reason.Code).Add(reason.Message),
            cancellationToken);

    // Whoever took over stores under the same key, or has done so.
    private async Task<bool> IsAwaitedAsync(MediumLease lease, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT EXISTS (SELECT FROM messaging.media WHERE message_id = $1 AND ordinal = $2 AND status <> 'failed')");
        command.Add(lease.MessageId.Value).Add(lease.Ordinal);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<int> WriteAsync(string changes, MediumLease lease, Action<NpgsqlCommand> add, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"UPDATE messaging.media SET {changes} WHERE message_id = $1 AND ordinal = $2 AND attempts = $3 AND status = 'pending'");
        command.Add(lease.MessageId.Value).Add(lease.Ordinal).Add(lease.Attempt);
        add(command);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
