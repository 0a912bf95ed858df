using MediatR;
using Microsoft.Extensions.Options;
using Npgsql;
using Quartz;
using SmsPlatform.Application;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Scheduling;

namespace SmsPlatform.Infrastructure.Channels;

/// <summary>Runs <see cref="ForgetOldIntegrationData"/> on one node now and then.</summary>
[DisallowConcurrentExecution]
internal sealed class ForgetOldIntegrationDataJob(IMediator mediator) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        context.SendAsync(mediator, new ForgetOldIntegrationData(), cancellationToken);
}

internal sealed class ForgetOldIntegrationDataHandler(NpgsqlDataSource database, IOptions<ChannelsOptions> options, TimeProvider clock)
    : ICommandHandler<ForgetOldIntegrationData, int>
{
    // Small, so that no lock is held for long.
    private const int BatchSize = 1_000;

    public async Task<Result<int>> Handle(ForgetOldIntegrationData command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var forgotten = 0;
        forgotten += await RepeatAsync(
            """
            DELETE FROM channels.integration_logs
            WHERE id IN (SELECT id FROM channels.integration_logs WHERE created_at < $1 ORDER BY created_at LIMIT $2)
            """,
            now - options.Value.LogRetention,
            cancellationToken);
        forgotten += await RepeatAsync(
            """
            DELETE FROM channels.webhook_rejections
            WHERE id IN (SELECT id FROM channels.webhook_rejections WHERE created_at < $1 LIMIT $2)
            """,
            now - options.Value.RejectionRetention,
            cancellationToken);
        forgotten += await RepeatAsync(
            """
            DELETE FROM channels.rejection_counts
            WHERE ctid IN (SELECT ctid FROM channels.rejection_counts WHERE bucket < $1 ORDER BY bucket LIMIT $2)
            """,
            now - options.Value.RejectionRetention,
            cancellationToken);
        return forgotten + await ForgetSecretsAsync(now, cancellationToken);
    }

    private async Task<int> RepeatAsync(string sql, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var total = 0;
        while (true)
        {
            await using var command = database.CreateCommand(sql);
            command.Add(before).Add(BatchSize);
            var deleted = await command.ExecuteNonQueryAsync(cancellationToken);
            total += deleted;
            if (deleted < BatchSize)
            {
                return total;
            }
        }
    }

    private async Task<int> ForgetSecretsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            UPDATE channels.integrations
            SET retired_secrets = coalesce((
                SELECT jsonb_agg(old) FROM jsonb_array_elements(retired_secrets) AS old WHERE (old ->> 'acceptedUntil')::timestamptz >= $1), '[]')
            WHERE EXISTS (SELECT FROM jsonb_array_elements(retired_secrets) AS old WHERE (old ->> 'acceptedUntil')::timestamptz < $1)
            """);

        // Counted from when it was no longer accepted.
        command.Add(now - (options.Value.RetiredSecretRetention - options.Value.SecretGrace));
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
