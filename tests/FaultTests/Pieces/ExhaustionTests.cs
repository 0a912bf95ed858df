using System.Net;
using Npgsql;
using SmsPlatform.FaultTests.Harness;

namespace SmsPlatform.FaultTests.Pieces;

/// <summary>There is a database, but no connection to be had, or none that gets anywhere.</summary>
public sealed class ExhaustionTests
{
    private const int Messages = 200;

    // What a provider waits for an answer at most.
    private static readonly TimeSpan ProvidersPatience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Trouble = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Webhooks_WhenThePoolIsExhausted_Get503InTimeAndNothingIsLost()
    {
        await using var scene = await Scene.OpenAsync();
        var server = await scene.AddServerAsync();
        var platform = scene.AddNode($"{server.ConnectionString};Maximum Pool Size=6");
        await platform.StartAsync();

        // A third before the trouble, the rest in it.
        using var pace = new SemaphoreSlim(Messages / 3);
        var posting = scene.Provider.PostAsync(Messages, (_, _) => platform.SmsUrl, Patience, pace);
        await scene.Provider.UntilAcceptedAsync(Messages / 3, Patience);
        await using (var holder = await HoldTablesAsync(server.ConnectionString))
        {
            pace.Release(Messages);
            await Task.Delay(Trouble);
            await AssertAliveAsync(platform);
        }

        await posting;

        await AssertRecoveredAsync(scene, platform);
    }

    [Fact]
    public async Task Webhooks_WhenTheServerTakesNoMoreConnections_Get503InTimeAndNothingIsLost()
    {
        await using var scene = await Scene.OpenAsync();
        var server = await scene.AddServerAsync(maxConnections: 80);

        // Less than all its pools may hold together, and enough for us to look on afterwards.
        var platform = scene.AddNode($"{server.ConnectionString};Maximum Pool Size=15");
        await platform.StartAsync();

        // A third before the trouble, the rest in it.
        using var pace = new SemaphoreSlim(Messages / 3);
        var posting = scene.Provider.PostAsync(Messages, (_, _) => platform.SmsUrl, Patience, pace);
        await scene.Provider.UntilAcceptedAsync(Messages / 3, Patience);
        var taken = await TakeAllConnectionsAsync(server.ConnectionString);
        pace.Release(Messages);
        await Task.Delay(Trouble);
        await AssertAliveAsync(platform);
        foreach (var connection in taken)
        {
            await connection.DisposeAsync();
        }

        await posting;

        await AssertRecoveredAsync(scene, platform);
    }

    /// <summary>Every statement on messages waits until the connection is closed, and holds the connection it came on.</summary>
    private static async Task<NpgsqlConnection> HoldTablesAsync(string connectionString)
    {
        var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "BEGIN; LOCK TABLE messaging.messages, messaging.conversation_activity IN ACCESS EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>Ends the platform's connections and takes them all, those for administrators included.</summary>
    private static async Task<List<NpgsqlConnection>> TakeAllConnectionsAsync(string connectionString)
    {
        var connections = new List<NpgsqlConnection>();
        while (true)
        {
            var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
            try
            {
                await connection.OpenAsync();
                connections.Add(connection);
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                await connection.DisposeAsync();
                if (await EndOthersAsync(connections) == 0)
                {
                    return connections;
                }
            }
        }
    }

    private static async Task<long> EndOthersAsync(List<NpgsqlConnection> ours)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE backend_type = 'client backend' AND pid <> ALL ($1)
            """,
            ours[0]);
        command.Parameters.Add(new NpgsqlParameter { Value = ours.Select(connection => connection.ProcessID).ToArray() });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task AssertAliveAsync(PlatformProcess platform)
    {
        using var http = new HttpClient { BaseAddress = platform.Address, Timeout = ProvidersPatience };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/health/ready")).StatusCode);
    }

    private static async Task AssertRecoveredAsync(Scene scene, PlatformProcess platform)
    {
        Assert.True(platform.IsRunning);
        Assert.Equal([503], scene.Provider.Failures.Keys);
        Assert.Equal(0, scene.Provider.Unanswered);
        Assert.InRange(scene.Provider.SlowestAnswer, TimeSpan.Zero, ProvidersPatience);
        await scene.UntilSettledAsync(Messages, Patience);
        await scene.AssertExactlyOnceAsync(Messages);
    }
}
