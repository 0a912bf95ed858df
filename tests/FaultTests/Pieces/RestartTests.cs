using SmsPlatform.FaultTests.Harness;
using SmsPlatform.Sandbox.Failures;

namespace SmsPlatform.FaultTests.Pieces;

/// <summary>Nodes are asked to end, as each deployment does.</summary>
public sealed class RestartTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Webhooks_WhileTwoNodesAreRestartedOneAfterTheOther_AreEachAnsweredOnce()
    {
        const int messages = 500;
        await using var scene = await Scene.OpenAsync();
        var database = await scene.AddServerAsync();
        PlatformProcess[] nodes = [scene.AddNode(database.ConnectionString), scene.AddNode(database.ConnectionString)];
        await Task.WhenAll(nodes.Select(node => node.StartAsync()));

        // As behind a load balancer: in turns, and what one node refuses goes to the other. A message each 120 ms, so that the
        // load outlasts the restarts on a busy machine, too; what is left then comes all at once.
        using var pace = new SemaphoreSlim(0);
        var posting = scene.Provider.PostAsync(messages, (number, attempt) => nodes[(number + attempt) % 2].SmsUrl, Patience, pace);
        var restarted = false;
        var letting = LetPassAsync(pace, messages, () => restarted);
        foreach (var node in nodes)
        {
            await scene.Provider.UntilAcceptedAsync(scene.Provider.Accepted + 20, Patience);
            var (exitCode, took) = await node.StopAsync();
            Assert.Equal(0, exitCode);
            Assert.InRange(took, TimeSpan.Zero, LongestDrain);
            await node.StartAsync();
        }

        restarted = true;
        await letting;
        await posting;

        await scene.UntilSettledAsync(messages, Patience);
        await scene.AssertExactlyOnceAsync(messages);
        Assert.Equal($"{messages} at the first attempt", await scene.ReadAsync(
            "SELECT count(*) || ' at the first attempt' FROM messaging.messages WHERE direction = 'outbound' AND attempts = 1"));
    }

    [Fact]
    public async Task StopAsync_WithASlowCallUnderWay_WaitsForItsOutcome()
    {
        await using var scene = await Scene.OpenAsync();
        var database = await scene.AddServerAsync();
        var platform = scene.AddNode(
            database.ConnectionString, ("Messaging__LeaseTime", "00:01:00"), ("Twilio__ResponseTimeout", "00:00:15"));
        await platform.StartAsync();
        scene.Sandbox.Failures.Set(new FailurePlan { Sends = [new SendFailure { Fault = SendFault.AnswerLate, Seconds = 8 }] });

        await scene.Provider.PostAsync(1, (_, _) => platform.SmsUrl, Patience);
        await scene.Sandbox.WaitForSendsAsync(1);
        var (exitCode, took) = await platform.StopAsync();

        Assert.Equal(0, exitCode);
        Assert.InRange(took, TimeSpan.FromSeconds(5), LongestDrain);
        Assert.Equal("accepted", await scene.ReadAsync("SELECT string_agg(outcome, ', ') FROM messaging.delivery_attempts"));
        await platform.StartAsync();
        await scene.UntilSettledAsync(1, Patience);
        await scene.AssertExactlyOnceAsync(1);
    }

    private static async Task LetPassAsync(SemaphoreSlim pace, int messages, Func<bool> hurry)
    {
        for (var message = 0; message < messages; message++)
        {
            pace.Release();
            await Task.Delay(hurry() ? 0 : 120);
        }
    }
}
