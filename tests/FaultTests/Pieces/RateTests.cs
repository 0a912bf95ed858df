using System.Globalization;
using SmsPlatform.FaultTests.Harness;
using SmsPlatform.Sandbox.Failures;

namespace SmsPlatform.FaultTests.Pieces;

/// <summary>A provider that takes one message a second from a sender, and two nodes that send for it.</summary>
public sealed class RateTests
{
    private static readonly int Queued = int.Parse(Environment.GetEnvironmentVariable("FAULTS_QUEUED") ?? "12", CultureInfo.InvariantCulture);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Sender_OfOneASecondOnTwoNodes_IsNeverTooFast()
    {
        await using var scene = await Scene.OpenAsync();
        var server = await scene.AddServerAsync();
        (string Name, string Value)[] rates = [("Twilio__Rates__LongCode", "1"), ("Twilio__Rates__Account", "100")];
        PlatformProcess[] nodes = [scene.AddNode(server.ConnectionString, rates), scene.AddNode(server.ConnectionString, rates)];
        await Task.WhenAll(nodes.Select(node => node.StartAsync()));
        scene.Sandbox.Failures.Set(new FailurePlan { RateLimit = new RateLimit { PerSecond = 1, Mode = "refuse" } });

        await scene.Provider.PostAsync(Queued, (number, attempt) => nodes[(number + attempt) % 2].SmsUrl, Patience);
        await scene.UntilSettledAsync(Queued, Patience + (2 * Queued * Second));

        var sends = scene.Sandbox.Sends;
        Assert.DoesNotContain(sends, send => send.Answer == 429);
        var times = sends.Select(send => send.At).Order().ToList();
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= Second, $"{pair.First:O}, {pair.Second:O}"));
        await scene.AssertExactlyOnceAsync(Queued);
    }
}
