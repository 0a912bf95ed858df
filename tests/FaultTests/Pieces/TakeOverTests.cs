using System.Diagnostics;
using System.Globalization;
using SmsPlatform.Application.Messaging;
using SmsPlatform.FaultTests.Harness;
using Xunit.Abstractions;

namespace SmsPlatform.FaultTests.Pieces;

/// <summary>One of two nodes is killed while it holds work.</summary>
public sealed class TakeOverTests(ITestOutputHelper output)
{
    // The other node looks for what is due every five seconds at the latest; then an answer has its way from the claim to the phone, on a
    // machine that is not its own.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5 + 5);

    private static readonly TimeSpan LookUpDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(nameof(IAnswerDesk), nameof(IAnswerDesk.CommitAsync), "before", false)]
    [InlineData(nameof(IOutbox), nameof(IOutbox.BeginAttemptAsync), "before", false)]
    [InlineData(nameof(IOutbox), nameof(IOutbox.RecordAsync), "before", true)]
    public async Task Work_OfAKilledNode_IsTakenOverWithinTheLeaseTime(string port, string method, string stage, bool isInDoubt)
    {
        await using var scene = await Scene.OpenAsync();
        var server = await scene.AddServerAsync();
        await using var nodes = new Nodes(scene, server.ConnectionString);
        await Task.WhenAll(nodes.All.Select(node => node.Process.StartAsync()));

        var arms = nodes.All.Select(node => (node.Process, Arm: node.Points.Set(new Point($"{port}.{method}", stage), nth: 1))).ToList();
        await scene.Provider.PostAsync(1, (_, _) => nodes.All[0].Process.SmsUrl, Patience);
        await Task.WhenAny(arms.Select(each => each.Arm.Reached)).WaitAsync(Patience);
        var left = await LeaseLeftAsync(scene);
        await arms.First(each => each.Arm.Reached.IsCompleted).Process.KillAsync();
        var clock = Stopwatch.StartNew();
        arms.ForEach(each => each.Arm.Release());
        await scene.UntilSettledAsync(1, Patience);

        output.WriteLine($"{left.TotalSeconds:0.0} s of the lease were left; settled after {clock.Elapsed.TotalSeconds:0.0} s.");
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, left + (isInDoubt ? LookUpDelay : TimeSpan.Zero) + Slack);
        await scene.AssertExactlyOnceAsync(1);
    }

    private static async Task<TimeSpan> LeaseLeftAsync(Scene scene) => TimeSpan.FromSeconds(double.Parse(
        await scene.ReadAsync("""
            SELECT coalesce(extract(epoch FROM max(greatest(answer_lease_until, delivery_lease_until)) - now()), 0)::text
            FROM messaging.conversation_activity
            """),
        CultureInfo.InvariantCulture));

    /// <summary>Two nodes under control.</summary>
    private sealed class Nodes(Scene scene, string connectionString) : IAsyncDisposable
    {
        public List<(PlatformProcess Process, PointControl Points)> All { get; } =
            [.. Enumerable.Range(0, 2).Select(number => Add(scene, connectionString, number))];

        public async ValueTask DisposeAsync()
        {
            foreach (var (process, points) in All)
            {
                await process.DisposeAsync();
                await points.DisposeAsync();
            }
        }

        private static (PlatformProcess Process, PointControl Points) Add(Scene scene, string connectionString, int number)
        {
            var points = new PointControl(Path.Combine(scene.Directory, string.Create(CultureInfo.InvariantCulture, $"points-{number}")));
            var settings = points.Settings.Append(new("Messaging__LookUpDelay", LookUpDelay.ToString()));
            return (scene.AddNode(connectionString, [.. settings.Select(setting => (setting.Key, setting.Value))]), points);
        }
    }
}
