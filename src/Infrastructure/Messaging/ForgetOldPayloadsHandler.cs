using MediatR;
using Microsoft.Extensions.Options;
using Npgsql;
using Quartz;
using SmsPlatform.Application;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Scheduling;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>Runs <see cref="ForgetOldPayloads"/> on one node now and then.</summary>
[DisallowConcurrentExecution]
internal sealed class ForgetOldPayloadsJob(IMediator mediator) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        context.SendAsync(mediator, new ForgetOldPayloads(), cancellationToken);
}

/// <remarks>
/// Messages are stored in the order of their numbers, so the way leads along these, and a mark says how far it got: no index of what is
/// left is needed, which each received message would pay for.
/// </remarks>
internal sealed class ForgetOldPayloadsHandler(NpgsqlDataSource database, IOptions<MessagingOptions> options, TimeProvider clock)
    : ICommandHandler<ForgetOldPayloads, int>
{
    // Small, so that no lock is held for long.
    private const int BatchSize = 1_000;

    private const string Sql = """
        WITH mark AS (
            SELECT coalesce((SELECT seq FROM messaging.payload_marks WHERE id = 1), -1) AS seq
        ),
        page AS MATERIALIZED (
            SELECT m.seq, m.created_at < $1 AS is_old
            FROM messaging.messages AS m
            WHERE m.seq > (SELECT seq FROM mark)
            ORDER BY m.seq
            LIMIT $2
        ),
        reach AS (
            SELECT coalesce(max(seq), (SELECT seq FROM mark)) AS seq, count(*) AS passed
            FROM page
            WHERE seq < coalesce((SELECT min(seq) FROM page WHERE NOT is_old), 9223372036854775807)
        ),
        emptied AS (
            UPDATE messaging.messages AS m
            SET provider_data = NULL
            FROM reach
            WHERE m.seq > (SELECT seq FROM mark) AND m.seq <= reach.seq AND m.provider_data IS NOT NULL
            RETURNING 1
        ),
        moved AS (
            INSERT INTO messaging.payload_marks AS p (id, seq)
            SELECT 1, seq FROM reach
            ON CONFLICT (id) DO UPDATE SET seq = greatest(p.seq, excluded.seq)
        )
        SELECT (SELECT count(*) FROM emptied)::int, reach.passed FROM reach
        """;

    public async Task<Result<int>> Handle(ForgetOldPayloads command, CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - options.Value.PayloadRetention;
        var total = 0;
        while (true)
        {
            await using var page = database.CreateCommand(Sql);
            page.Add(before).Add(BatchSize);
            var (emptied, passed) = (await page.ReadAllAsync(row => (row.GetInt32(0), row.GetInt64(1)), cancellationToken))[0];
            total += emptied;
            if (passed < BatchSize)
            {
                return total;
            }
        }
    }
}
