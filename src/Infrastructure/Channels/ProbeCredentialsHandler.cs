using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using Quartz;
using SmsPlatform.Application;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Scheduling;

namespace SmsPlatform.Infrastructure.Channels;

/// <summary>Runs <see cref="ProbeCredentials"/> on one node; which integrations are due stands in the rows.</summary>
[DisallowConcurrentExecution]
internal sealed class ProbeCredentialsJob(IMediator mediator) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        context.SendAsync(mediator, new ProbeCredentials(), cancellationToken);
}

/// <remarks>
/// What the provider answers is judged by its numeric code, in the channel's own test. One that is refused is marked as broken, which holds
/// its queue; one that works again is released. One that could not be asked stays as it is.
/// </remarks>
internal sealed class ProbeCredentialsHandler(
    NpgsqlDataSource database,
    IDbContextFactory<PlatformDbContext> contexts,
    IEnumerable<IChannelSetup> setups,
    IntegrationSecrets secrets,
    IIntegrationDirectory directory,
    IOptionsMonitor<PublicAddressOptions> address,
    TimeProvider clock) : ICommandHandler<ProbeCredentials, int>
{
    // More are left to the next run, in ten minutes.
    private const int BatchSize = 200;

    public async Task<Result<int>> Handle(ProbeCredentials command, CancellationToken cancellationToken)
    {
        var due = await ReadDueAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var (id, failures) in due)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var integration = await db.Integrations.IgnoreQueryFilters().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, cancellationToken);
            if (integration is null || setups.FirstOrDefault(setup => setup.Kind == integration.Channel) is not { } setup)
            {
                continue;
            }

            var addresses = address.CurrentValue.AsConfigured is { } origin ? setup.AddressesFor(integration.ChatbotId, origin) : null;
            var test = await setup.TestAsync(secrets.Connect(integration, clock.GetUtcNow()), addresses, cancellationToken);
            await RecordAsync(integration, test, failures, cancellationToken);
        }

        return due.Count;
    }

    private async Task<IReadOnlyList<(IntegrationId Id, int Failures)>> ReadDueAsync(CancellationToken cancellationToken)
    {
        // One that was never tried is due a day after it was set up, which is when somebody last looked at it; one that broke meanwhile, sooner.
        await using var command = database.CreateCommand("""
            SELECT i.id, coalesce(p.failures, 0)
            FROM channels.integrations AS i
            LEFT JOIN channels.credential_probes AS p ON p.integration_id = i.id
            WHERE i.deleted_at IS NULL AND i.is_enabled
              AND $1 >= CASE WHEN i.status = 'error' AND coalesce(p.failures, 0) = 0
                             THEN least(coalesce(p.due_at, i.configured_at + $2), i.updated_at + $3)
                             ELSE coalesce(p.due_at, i.configured_at + $2) END
            ORDER BY p.due_at NULLS FIRST, i.id
            LIMIT $4
            """);
        command.Add(clock.GetUtcNow()).Add(ProbePolicy.Interval).Add(ProbePolicy.FirstRetry).Add(BatchSize);
        return await command.ReadAllAsync(row => (new IntegrationId(row.GetGuid(0)), row.GetInt32(1)), cancellationToken);
    }

    private async Task RecordAsync(Integration tested, ConnectionTest test, int failures, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var inARow = test.Verdict == TestVerdict.Works ? 0 : failures + 1;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("""
            INSERT INTO channels.credential_probes AS p (integration_id, probed_at, due_at, failures, code)
            SELECT id, $2, $3, $4, $5 FROM channels.integrations WHERE id = $1
            ON CONFLICT (integration_id) DO UPDATE
            SET probed_at = excluded.probed_at, due_at = excluded.due_at, failures = excluded.failures, code = excluded.code
            """)
            .Add(tested.Id.Value)
            .Add(now)
            .Add(now + ProbePolicy.DelayAfter(inARow, Random.Shared.NextDouble()))
            .Add(inARow)
            .Add(test.Code);
        if (test.Verdict != TestVerdict.Unknown)
        {
            // What was found holds for the credentials that were tried, not for others; and only what changes is written down.
            batch.Add("""
                WITH changed AS (
                    UPDATE channels.integrations
                    SET status = $3, last_error = $4, updated_at = $2
                    WHERE id = $1 AND configured_at = $5 AND (status <> $3 OR last_error IS DISTINCT FROM $4)
                    RETURNING id, workspace_id, chatbot_id, channel
                )
                INSERT INTO channels.integration_logs (id, workspace_id, chatbot_id, integration_id, channel, event, code, message, created_at)
                SELECT $6, workspace_id, chatbot_id, id, channel, $7, $8, $9, $2 FROM changed
                """)
                .Add(tested.Id.Value)
                .Add(now)
                .Add(EnumText<IntegrationStatus>.Text(test.Verdict == TestVerdict.Works ? IntegrationStatus.Connected : IntegrationStatus.Error))
                .AddNullable(test.Verdict == TestVerdict.Works ? null : test.Message)
                .Add(tested.ConfiguredAt)
                .Add(Guid.CreateVersion7(now))
                .Add(EnumText<IntegrationEvent>.Text(test.Verdict == TestVerdict.Works ? IntegrationEvent.TestPassed : IntegrationEvent.TestFailed))
                .Add(test.Code)
                .Add(test.Message);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        directory.Invalidate();
    }
}
