using SmsPlatform.Infrastructure.Database.PrivateCluster;

namespace SmsPlatform.FaultTests.Pieces;

public sealed class ProcessKillTests
{
    private const int Messages = 1000;
    private const int Kills = 3;
    private const int Seed = 20261121;

    [Fact]
    public async Task Webhooks_WhenTheProcessIsKilledThreeTimes_AreEachStoredAndAnsweredExactlyOnce()
    {
        await using var scene = await Scene.OpenAsync();
        var platform = scene.AddNode();
        await platform.StartAsync();
        scene.Database = PostgresCluster.ConnectionStringOf(scene.PrivateCluster);

        var posting = scene.Provider.PostAsync(Messages, (_, _) => platform.SmsUrl, TimeSpan.FromSeconds(60));
        var random = new Random(Seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            // Somewhere in each of the first quarters of the load, and anywhere in a request.
            await scene.Provider.UntilAcceptedAsync((Messages * kill / 4) + random.Next(50, Messages / 4), TimeSpan.FromSeconds(40));
            await Task.Delay(random.Next(20));
            await platform.KillAsync();
            await platform.StartAsync();
        }

        await posting;

        // The kills came in the middle of something.
        Assert.True(scene.Provider.Unanswered >= Kills);
        await scene.UntilSettledAsync(Messages, TimeSpan.FromSeconds(60));
        await scene.AssertExactlyOnceAsync(Messages);
    }

    [Fact]
    public async Task Webhooks_WhenOneOfTwoNodesIsKilled_AreEachStoredAndAnsweredExactlyOnce()
    {
        const int messages = 200;
        await using var scene = await Scene.OpenAsync();
        var database = await scene.AddServerAsync();
        var (doomed, other) = (scene.AddNode(database.ConnectionString), scene.AddNode(database.ConnectionString));

        // At once, on an empty database: one of them makes the tables.
        await Task.WhenAll(doomed.StartAsync(), other.StartAsync());

        // As behind a load balancer: in turns, and what one node refuses goes to the other.
        var posting = scene.Provider.PostAsync(
            messages, (number, attempt) => (number + attempt) % 2 == 0 ? doomed.SmsUrl : other.SmsUrl, TimeSpan.FromSeconds(60));
        await scene.Provider.UntilAcceptedAsync(messages / 3, TimeSpan.FromSeconds(40));
        await doomed.KillAsync();
        await posting;

        await scene.UntilSettledAsync(messages, TimeSpan.FromSeconds(60));
        await scene.AssertExactlyOnceAsync(messages);
        Assert.True(other.IsRunning);
    }

    [Fact]
    public async Task StopAsync_UnderLoad_DrainsWithinThirtySecondsAndLosesNothing()
    {
        const int messages = 300;
        await using var scene = await Scene.OpenAsync();
        var database = await scene.AddServerAsync();
        var platform = scene.AddNode(database.ConnectionString);
        await platform.StartAsync();

        var posting = scene.Provider.PostAsync(messages, (_, _) => platform.SmsUrl, TimeSpan.FromSeconds(60));
        await scene.Provider.UntilAcceptedAsync(messages / 2, TimeSpan.FromSeconds(40));
        var (exitCode, took) = await platform.StopAsync();

        Assert.Equal(0, exitCode);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.Equal("0 in doubt", await scene.ReadAsync("SELECT count(*) || ' in doubt' FROM messaging.messages WHERE status = 'sending'"));

        await platform.StartAsync();
        await posting;
        await scene.UntilSettledAsync(messages, TimeSpan.FromSeconds(60));
        await scene.AssertExactlyOnceAsync(messages);
    }
}
