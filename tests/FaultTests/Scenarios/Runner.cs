using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using SmsPlatform.FaultTests.Harness;

namespace SmsPlatform.FaultTests.Scenarios;

/// <summary>Runs scenarios, several worlds beside one another, and prints what came of them.</summary>
internal sealed class Runner(IReadOnlyList<int> seeds, int worlds, TimeSpan limit)
{
    private readonly ConcurrentQueue<int> _seeds = new(seeds);
    private readonly Report _report = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _lastWorld;

    public async Task<int> RunAsync()
    {
        Leftovers.Sweep();
        await Task.WhenAll(Enumerable.Range(0, Math.Min(worlds, seeds.Count)).Select(_ => InOneWorldAfterAnotherAsync()));
        _report.Print(_clock.Elapsed);
        var failed = _report.Failed;
        if (_report.Missed() is { Count: > 0 } missed)
        {
            Console.WriteLine($"FAILED nothing was struck at: {string.Join(", ", missed)}");
            failed++;
        }

        Console.WriteLine($"{_report.Passed} passed, {failed} failed");
        return failed == 0 ? 0 : 1;
    }

    private async Task InOneWorldAfterAnotherAsync()
    {
        while (!_seeds.IsEmpty && _clock.Elapsed < limit)
        {
            var directory = Leftovers.NewDirectory(Interlocked.Increment(ref _lastWorld));
            await using var world = await World.StartAsync(directory);
            var isSound = true;
            while (isSound && _clock.Elapsed < limit && _seeds.TryDequeue(out var seed))
            {
                isSound = await RunAsync(world, PlanGenerator.Of(seed));
            }
        }
    }

    /// <returns>False when the world is not to be trusted any more.</returns>
    private async Task<bool> RunAsync(World world, Plan plan)
    {
        var clock = Stopwatch.StartNew();
        var run = new ScenarioRun(world, plan);
        try
        {
            var tally = await run.RunAsync();
            _report.Add(plan, tally, run.Struck);
            Say(plan, clock, tally.IsFine ? "ok" : "FAILED", tally.IsFine ? Story(plan, run) : Details(world, plan, run, string.Join("\n  ", tally.Faults)));
            return tally.IsFine;
        }
        catch (Exception exception)
        {
            // Whatever it is: the others go on, and this one fails.
            _report.Fail(plan, exception.Message);
            Say(plan, clock, "FAILED", Details(world, plan, run, exception.ToString()));
            return false;
        }
    }

    // One that was asked for by name is told in full.
    private string Story(Plan plan, ScenarioRun run) => seeds.Distinct().Count() == 1 ? $"\n{plan}\n{run.Log}" : "";

    private static string Details(World world, Plan plan, ScenarioRun run, string what)
    {
        var logs = world.Nodes.Select(node => $"--- node {node.Number} wrote last:\n{node.Process.Output}");
        return $"\n{plan}\n{run.Log}\n  {what}\n{string.Join('\n', logs)}\nAgain: tests/FaultTests/run --seed {plan.Seed}";
    }

    private static void Say(Plan plan, Stopwatch clock, string verdict, string details) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{verdict,-7} seed {plan.Seed} {plan.Family} {clock.Elapsed.TotalSeconds:0.0} s{details}"));
}
