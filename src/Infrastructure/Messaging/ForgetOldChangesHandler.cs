using MediatR;
using Microsoft.Extensions.Options;
using Npgsql;
using Quartz;
using SmsPlatform.Application;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>Runs <see cref="ForgetOldChanges"/> on one node now and then.</summary>
[DisallowConcurrentExecution]
internal sealed class ForgetOldChangesJob(IMediator mediator) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await mediator.Send(new ForgetOldChanges(), cancellationToken);
}

internal sealed class ForgetOldChangesHandler(NpgsqlDataSource database, IOptions<MessagingOptions> options, TimeProvider clock)
    : ICommandHandler<ForgetOldChanges, int>
{
    // Small, so that no lock is held for long.
    private const int BatchSize = 1_000;

    // Nobody resumes after one; they only have to outlive the feed's next look.
    private static readonly TimeSpan ConversationRetention = TimeSpan.FromDays(1);

    public async Task<Result<int>> Handle(ForgetOldChanges command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await ForgetHistoriesAsync(now - options.Value.StatusRetention, cancellationToken)
            + await ForgetConversationChangesAsync(cancellationToken)
            + await ForgetKeysAsync(now - IdempotencyKeys.Retention, cancellationToken);
    }

    /// <summary>
    /// A history goes as a whole or not at all, so that its changes keep their places in it. What is kept may lie among what goes, so
    /// the way leads on by the number.
    /// </summary>
    private async Task<int> ForgetHistoriesAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var (total, seen) = (0, 0L);
        while (true)
        {
            await using var command = database.CreateCommand("""
                WITH page AS MATERIALIZED (
                    SELECT seq, message_id, at FROM messaging.status_changes WHERE seq > $1 ORDER BY seq LIMIT $2
                ),
                gone AS (
                    DELETE FROM messaging.status_changes AS s
                    USING (SELECT DISTINCT message_id FROM page WHERE at < $3) AS old
                    WHERE s.message_id = old.message_id AND NOT EXISTS (
                        SELECT FROM messaging.status_changes AS l WHERE l.message_id = old.message_id AND l.at >= $3)
                    RETURNING s.seq
                )
                SELECT (SELECT count(*) FROM gone)::int, coalesce(max(seq), 0), count(*) = $2 AND min(at) < $3 FROM page
                """);
            command.Add(seen).Add(BatchSize).Add(before);
            var (gone, last, more) = (await command.ReadAllAsync(
                row => (row.GetInt32(0), row.GetInt64(1), !row.IsDBNull(2) && row.GetBoolean(2)), cancellationToken))[0];
            total += gone;
            seen = last;
            if (!more)
            {
                return total;
            }
        }
    }

    private Task<int> ForgetConversationChangesAsync(CancellationToken cancellationToken) => DeleteAsync(
        """
        DELETE FROM messaging.conversation_changes
        WHERE seq IN (SELECT seq FROM messaging.conversation_changes WHERE at < clock_timestamp() - $1 ORDER BY seq LIMIT $2)
        """,
        ConversationRetention,
        cancellationToken);

    private Task<int> ForgetKeysAsync(DateTimeOffset before, CancellationToken cancellationToken) => DeleteAsync(
        """
        DELETE FROM messaging.idempotency_keys
        WHERE (workspace_id, principal, key) IN (
            SELECT workspace_id, principal, key FROM messaging.idempotency_keys WHERE created_at < $1 ORDER BY created_at LIMIT $2)
        """,
        before,
        cancellationToken);

    private async Task<int> DeleteAsync<T>(string sql, T age, CancellationToken cancellationToken)
    {
        var total = 0;
        while (true)
        {
            await using var command = database.CreateCommand(sql);
            command.Add(age).Add(BatchSize);
            var deleted = await command.ExecuteNonQueryAsync(cancellationToken);
            total += deleted;
            if (deleted < BatchSize)
            {
                return total;
            }
        }
    }
}
