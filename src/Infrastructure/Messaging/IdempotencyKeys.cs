using Npgsql;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>A caller's key, and what it is used for.</summary>
/// <param name="Principal">The user or API key; two callers may use the same words.</param>
/// <param name="Hash">Of the request's content.</param>
/// <param name="Messages">What the request queues.</param>
internal sealed record KeyUse(
    WorkspaceId WorkspaceId, Guid Principal, string Key, byte[] Hash, IReadOnlyList<MessageId> Messages, DateTimeOffset Now);

/// <summary>Sees to it that a request with an idempotency key has its effect once.</summary>
internal static class IdempotencyKeys
{
    /// <summary>How long a key is known. Whoever repeats a request does so within hours.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(7);

    /// <summary>Uses a key, in the transaction of what it is used for. Waits for a concurrent request with the same key.</summary>
    /// <returns>Null when the key was free; else the messages of its former use, or <c>idempotency_key.conflict</c>.</returns>
    public static async Task<Result<IReadOnlyList<MessageId>>?> UseAsync(NpgsqlConnection connection, KeyUse use, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await TryUseAsync(connection, use, cancellationToken))
            {
                return null;
            }

            if (await FormerAsync(connection, use, cancellationToken) is { } former)
            {
                return former;
            }

            // Forgotten between the two statements, for its age. The key is free, unless somebody takes it now; that use is too young to go.
        }
    }

    private static async Task<bool> TryUseAsync(NpgsqlConnection connection, KeyUse use, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO messaging.idempotency_keys (workspace_id, principal, key, request_hash, message_ids, created_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT DO NOTHING
            """,
            connection);
        command.Add(use.WorkspaceId.Value)
            .Add(use.Principal)
            .Add(use.Key)
            .Add(use.Hash)
            .Add(use.Messages.Select(message => message.Value).ToArray())
            .Add(use.Now);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private static async Task<Result<IReadOnlyList<MessageId>>?> FormerAsync(
        NpgsqlConnection connection, KeyUse use, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT request_hash, message_ids
            FROM messaging.idempotency_keys
            WHERE workspace_id = $1 AND principal = $2 AND key = $3
            """,
            connection);
        command.Add(use.WorkspaceId.Value).Add(use.Principal).Add(use.Key);
        var rows = await command.ReadAllAsync(
            row => (Hash: row.GetFieldValue<byte[]>(0), Ids: row.GetFieldValue<Guid[]>(1)), cancellationToken);
        if (rows.Count == 0)
        {
            return null;
        }

        var former = rows[0];
        return former.Hash.AsSpan().SequenceEqual(use.Hash)
            ? Result<IReadOnlyList<MessageId>>.Success([.. former.Ids.Select(MessageId.From)])
            : MessagingErrors.KeyConflict;
    }
}
