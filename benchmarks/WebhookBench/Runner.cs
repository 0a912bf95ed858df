using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SmsPlatform.Benchmarks;
using SmsPlatform.Infrastructure.Database.PrivateCluster;

namespace SmsPlatform.WebhookBench;

/// <summary>Starts a durable PostgreSQL and the servers, measures them in turns, counts the rows, prints the table.</summary>
internal static class Runner
{
    public const int NewContactEvery = 5;

    // Until hot code is compiled for good, which the whole of the platform needs longer for than a bare endpoint. In portions that are
    // over before any burst comes to be answered.
    private const int WarmUps = 5;
    private const double WarmUpSeconds = 5;

    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = Option(args, "--seconds", 2);
        var rounds = (int)Option(args, "--rounds", 5);
        int[] connections = Option(args, "--connections", 0) is > 0 and var only ? [(int)only] : [1, 16, 64];
        var directory = Path.Combine(Path.GetTempPath(), $"wb-{Guid.NewGuid().ToString("N")[..8]}");
        try
        {
            var options = new PrivateClusterOptions { DataDirectory = directory, Database = "platform", MaxConnections = 250 };
            await using var cluster = await PostgresCluster.StartAsync(options, NullLogger.Instance, CancellationToken.None);
            return await RunAsync(cluster, directory, connections, seconds, rounds);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<int> RunAsync(PostgresCluster cluster, string directory, int[] connections, double seconds, int rounds)
    {
        var (platformDatabase, postgres) = (cluster.ConnectionString, cluster.ServerProcessId!.Value);
        var bareDatabase = new NpgsqlConnectionStringBuilder(platformDatabase) { Database = "bare" }.ConnectionString;
        await using var platformSql = NpgsqlDataSource.Create(platformDatabase);
        await using var bareSql = NpgsqlDataSource.Create(bareDatabase);
        await ExecuteAsync(platformSql, "CREATE DATABASE bare");
        await using var platform = await ServerProcess.StartPlatformAsync(platformDatabase, directory, Webhooks.Account);
        await using var bare = await ServerProcess.StartBareAsync(bareDatabase);

        // No burst waits longer than ten seconds for its answer, which is long after a round.
        await ExecuteAsync(platformSql, "UPDATE chatbots.chatbots SET quiet_window = interval '1 hour'");
        await Task.Delay(TimeSpan.FromSeconds(4));

        Series[] series =
        [
            .. connections.SelectMany(count => (Series[])
            [
                new(Target.Plain, count),
                new(Target.Platform, count),
                new(Target.Grouped, count),
            ]),
        ];
        var webhooks = new Dictionary<Target, Webhooks>
        {
            [Target.Plain] = new(new Uri(bare.Address, BareServer.Plain), NewContactEvery),
            [Target.Grouped] = new(new Uri(bare.Address, BareServer.Grouped), NewContactEvery),
            [Target.Platform] = new(new Uri(platform.Address, "/api/twilio/webhook/sms"), NewContactEvery),
        };

        for (var warmUp = 0; warmUp < WarmUps; warmUp++)
        {
            foreach (var each in series.Where(each => each.Connections == connections[^1]))
            {
                await MeasureAsync(each, WarmUpSeconds, isWarmUp: true);
            }
        }

        for (var round = 0; round < rounds; round++)
        {
            foreach (var each in series)
            {
                await MeasureAsync(each, seconds, isWarmUp: false);
            }
        }

        await CheckAsync(platformSql, bareSql, series);
        Report.Print(series, rounds, seconds);
        return 0;

        async Task MeasureAsync(Series each, double duration, bool isWarmUp)
        {
            var server = each.Target == Target.Platform ? platform : bare;
            webhooks[each.Target].Prepare((int)(duration * 8000));
            var (before, beforeSql) = (server.CpuTime(), CpuTime.Of(postgres));
            var (times, took) = await LoadClient.RunAsync(server.Address, webhooks[each.Target], each.Connections, TimeSpan.FromSeconds(duration));
            each.Add(times, took, server.CpuTime() - before, CpuTime.Of(postgres) - beforeSql, isWarmUp);
            if (each.Target == Target.Platform)
            {
                await SettleAsync(platformSql);
            }
        }
    }

    /// <summary>Takes the messages as answered, outside the measured time, so that no answer is worked on within it.</summary>
    private static async Task SettleAsync(NpgsqlDataSource platform)
    {
        await ExecuteAsync(platform, """
            UPDATE messaging.messages SET processed = true WHERE NOT processed;
            UPDATE messaging.conversation_activity SET answer_due_at = NULL WHERE answer_due_at IS NOT NULL;
            """);
        await ExecuteAsync(platform, "VACUUM (ANALYZE) messaging.messages, messaging.conversations, messaging.conversation_activity");
    }

    private static async Task CheckAsync(NpgsqlDataSource platform, NpgsqlDataSource bare, IReadOnlyCollection<Series> series)
    {
        var stored = await CountAsync(platform, "messaging.messages");
        var conversations = await CountAsync(platform, "messaging.conversations");
        var inserted = await CountAsync(bare, "messages");
        var toPlatform = series.Where(each => each.Target == Target.Platform).Sum(each => each.Answered);
        var toBare = series.Where(each => each.Target != Target.Platform).Sum(each => each.Answered);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Platform: {toPlatform} answered 200, {stored} messages, {conversations} conversations. Bare: {toBare} answered 200, {inserted} rows."));
        if (stored != toPlatform || inserted != toBare)
        {
            throw new InvalidOperationException("What was answered is not what was stored.");
        }
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database, string table)
    {
        await using var command = database.CreateCommand($"SELECT count(*) FROM {table}");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 120;
        await command.ExecuteNonQueryAsync();
    }

    private static double Option(string[] args, string name, double value) =>
        Array.IndexOf(args, name) is >= 0 and var at ? double.Parse(args[at + 1], CultureInfo.InvariantCulture) : value;
}
