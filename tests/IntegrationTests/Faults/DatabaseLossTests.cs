using System.Diagnostics;
using System.Net;
using SmsPlatform.Infrastructure.Database.PrivateCluster;
using SmsPlatform.IntegrationTests.Database;

namespace SmsPlatform.IntegrationTests.Faults;

[Collection(FaultCollection.Name)]
public sealed class DatabaseLossTests
{
    private const int Messages = 300;

    [Fact]
    public async Task Webhooks_WhenThePrivateServerIsKilled_Get503AndNothingIsLost()
    {
        await using var scene = await FaultScene.OpenAsync();
        var platform = scene.AddNode();
        await platform.StartAsync();
        scene.Database = PostgresCluster.ConnectionStringOf(scene.Directory.Options);
        var process = platform.Id;

        var posting = scene.Provider.PostAsync(Messages, (_, _) => platform.SmsUrl, TimeSpan.FromSeconds(60));
        foreach (var accepted in (int[])[Messages / 4, Messages / 2])
        {
            await scene.Provider.UntilAcceptedAsync(accepted, TimeSpan.FromSeconds(40));
            var serverId = scene.Directory.ServerProcessId();
            using var server = Process.GetProcessById(serverId);
            server.Kill();
            await ClusterDirectory.UntilAsync(() => !ClusterDirectory.IsRunning(serverId));
        }

        await posting;

        AssertOnly503(scene, platform, process);
        await scene.UntilSettledAsync(Messages, TimeSpan.FromSeconds(60));
        await scene.AssertExactlyOnceAsync(Messages);
    }

    [Fact]
    public async Task Webhooks_WhileAnotherServerIsAway_Get503AndNothingIsLost()
    {
        await using var server = new ClusterDirectory();
        var cluster = await server.StartAsync();
        await using var scene = await FaultScene.OpenAsync();
        scene.Database = cluster.ConnectionString;
        var platform = scene.AddNode(cluster.ConnectionString);
        await platform.StartAsync();
        var process = platform.Id;

        var posting = scene.Provider.PostAsync(Messages, (_, _) => platform.SmsUrl, TimeSpan.FromSeconds(60));
        await scene.Provider.UntilAcceptedAsync(Messages / 3, TimeSpan.FromSeconds(40));
        await cluster.DisposeAsync();

        // Longer than anything is remembered without asking the database.
        await Task.Delay(TimeSpan.FromSeconds(5));
        using var http = new HttpClient { BaseAddress = platform.Address, Timeout = TimeSpan.FromSeconds(10) };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/health/ready")).StatusCode);

        cluster = await server.StartAsync();
        await posting;

        AssertOnly503(scene, platform, process);
        await scene.UntilSettledAsync(Messages, TimeSpan.FromSeconds(60));
        await scene.AssertExactlyOnceAsync(Messages);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready")).StatusCode);
        await platform.DisposeAsync();
        await cluster.DisposeAsync();
    }

    private static void AssertOnly503(FaultScene scene, PlatformProcess platform, int process)
    {
        Assert.True(platform.IsRunning && platform.Id == process);
        Assert.Equal([503], scene.Provider.Failures.Keys);
        Assert.Equal(0, scene.Provider.Unanswered);
    }
}
