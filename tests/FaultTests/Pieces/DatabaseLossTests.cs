using System.Globalization;
using System.Net;
using SmsPlatform.FaultTests.Harness;
using SmsPlatform.Infrastructure.Database.PrivateCluster;

namespace SmsPlatform.FaultTests.Pieces;

/// <summary>The database goes away under load, and comes back: there, elsewhere, or under another address.</summary>
public sealed class DatabaseLossTests
{
    private const int Messages = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Longer than anything is remembered without asking the database.
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("FAULTS_OUTAGE_SECONDS") ?? "30", CultureInfo.InvariantCulture));

    [Fact]
    public async Task Webhooks_WhenThePrivateServerIsKilled_Get503AndNothingIsLost()
    {
        await using var scene = await Scene.OpenAsync();
        var platform = scene.AddNode();
        await platform.StartAsync();
        scene.Database = PostgresCluster.ConnectionStringOf(scene.PrivateCluster);
        var process = platform.Id;

        var posting = scene.Provider.PostAsync(Messages, (_, _) => platform.SmsUrl, Patience);
        foreach (var accepted in (int[])[Messages / 4, Messages / 2])
        {
            await scene.Provider.UntilAcceptedAsync(accepted, Patience);
            await DatabaseServer.KillAsync(scene.PrivateCluster);
        }

        await posting;

        AssertOnly503(scene, platform, process);
        await scene.UntilSettledAsync(Messages, Patience);
        await scene.AssertExactlyOnceAsync(Messages);
    }

    [Fact]
    public async Task Webhooks_WhileTheServerIsStopped_Get503AndNothingIsLost()
    {
        await using var scene = await Scene.OpenAsync();
        var server = await scene.AddServerAsync();
        var platform = scene.AddNode(server.ConnectionString);
        await platform.StartAsync();
        var process = platform.Id;

        var posting = scene.Provider.PostAsync(Messages, (_, _) => platform.SmsUrl, Patience + Outage);
        await scene.Provider.UntilAcceptedAsync(Messages / 3, Patience);
        await server.StopAsync();
        await Task.Delay(Outage);
        using var http = new HttpClient { BaseAddress = platform.Address, Timeout = TimeSpan.FromSeconds(10) };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/health/ready")).StatusCode);

        await server.StartAgainAsync();
        await posting;

        AssertOnly503(scene, platform, process);
        await scene.UntilSettledAsync(Messages, Patience);
        await scene.AssertExactlyOnceAsync(Messages);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready")).StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Webhooks_WhenAReplicaTakesOver_Get503MeanwhileAndNothingIsLost(bool isNamedBeforehand)
    {
        await using var scene = await Scene.OpenAsync();
        var server = await scene.AddServerAsync();
        await using var address = new TcpProxy(server.EndPoint);
        await using var other = new TcpProxy();
        var platform = scene.AddNode(isNamedBeforehand
            ? $"{server.Through(address, other)};Target Session Attributes=primary"
            : server.Through(address));
        await platform.StartAsync();
        var process = platform.Id;
        var replica = await server.ReplicateAsync(Path.Combine(scene.Directory, "replica"));
        scene.Add(replica);
        other.LeadTo(replica.EndPoint);

        var posting = scene.Provider.PostAsync(Messages, (_, _) => platform.SmsUrl, Patience);
        await scene.Provider.UntilAcceptedAsync(Messages / 3, Patience);
        await server.KillAsync();
        await replica.PromoteAsync();
        if (!isNamedBeforehand)
        {
            // The name now leads elsewhere, as after a change in DNS or of a virtual address.
            address.LeadTo(replica.EndPoint);
        }

        await posting;

        AssertOnly503(scene, platform, process);
        scene.Database = replica.ConnectionString;
        await scene.UntilSettledAsync(Messages, Patience);
        await scene.AssertExactlyOnceAsync(Messages);
        await platform.DisposeAsync();
    }

    private static void AssertOnly503(Scene scene, PlatformProcess platform, int process)
    {
        Assert.True(platform.IsRunning && platform.Id == process);
        Assert.Equal([503], scene.Provider.Failures.Keys);
        Assert.Equal(0, scene.Provider.Unanswered);
    }
}
