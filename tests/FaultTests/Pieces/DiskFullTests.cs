using System.Diagnostics;
using System.Net;
using SmsPlatform.FaultTests.Harness;
using SmsPlatform.Infrastructure.Database.PrivateCluster;

namespace SmsPlatform.FaultTests.Pieces;

/// <summary>The volume that holds the data directory is full: PostgreSQL's tables, its log of changes and its log for people.</summary>
public sealed class DiskFullTests
{
    private const int Messages = 500;

    // For an empty cluster and some hundred messages.
    private const int Megabytes = 300;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Trouble = TimeSpan.FromSeconds(5);

    [VolumeFact]
    public async Task Webhooks_WhileTheDiskIsFull_Get503AndNothingIsLost()
    {
        await using var scene = await Scene.OpenAsync();
        var platform = scene.AddNode();
        using var volume = new SmallVolume(scene.PrivateCluster.DataDirectory, Megabytes);
        await platform.StartAsync();
        scene.Database = PostgresCluster.ConnectionStringOf(scene.PrivateCluster);
        var process = platform.Id;

        var posting = scene.Provider.PostAsync(Messages, (_, _) => platform.SmsUrl, Patience);
        await scene.Provider.UntilAcceptedAsync(Messages / 5, Patience);
        await FillUntilFeltAsync(scene.Provider, volume);
        using var http = new HttpClient { BaseAddress = platform.Address, Timeout = TimeSpan.FromSeconds(10) };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live")).StatusCode);
        await Task.Delay(Trouble);
        volume.Free();
        await posting;

        Assert.True(platform.IsRunning && platform.Id == process);
        Assert.Equal([503], scene.Provider.Failures.Keys);
        Assert.Equal(0, scene.Provider.Unanswered);
        await scene.UntilSettledAsync(Messages, Patience);
        await scene.AssertExactlyOnceAsync(Messages);
    }

    /// <summary>What was reserved before, PostgreSQL can still fill: it is full when somebody was turned away.</summary>
    private static async Task FillUntilFeltAsync(Provider provider, SmallVolume volume)
    {
        var waited = Stopwatch.StartNew();
        do
        {
            volume.Fill();
            Assert.True(waited.Elapsed < Patience, "Nobody felt that the disk is full.");
            await Task.Delay(20);
        }
        while (provider.Failures.Count == 0);
    }
}
