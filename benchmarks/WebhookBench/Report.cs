using System.Diagnostics;
using System.Globalization;

namespace SmsPlatform.WebhookBench;

internal enum Target
{
    Plain,
    Grouped,
    Platform,
}

/// <summary>The rounds of one server at one number of connections.</summary>
internal sealed class Series(Target target, int connections)
{
    private readonly List<double> _rates = [];
    private readonly List<double> _cpu = [];
    private readonly List<double> _sqlCpu = [];
    private readonly List<double> _p50 = [];
    private readonly List<double> _p99 = [];

    public Target Target { get; } = target;

    public int Connections { get; } = connections;

    /// <summary>Requests answered in all rounds, the warm-up's too.</summary>
    public long Answered { get; private set; }

    public double Rate => Median(_rates);

    /// <summary>CPU time of the server's process, in microseconds a request.</summary>
    public double Cpu => Median(_cpu);

    /// <summary>CPU time of PostgreSQL, likewise.</summary>
    public double SqlCpu => Median(_sqlCpu);

    public double P50 => Median(_p50);

    public double P99 => Median(_p99);

    public void Add(List<long> times, TimeSpan took, TimeSpan cpu, TimeSpan sqlCpu, bool isWarmUp)
    {
        Answered += times.Count;
        if (isWarmUp)
        {
            return;
        }

        times.Sort();
        _rates.Add(times.Count / took.TotalSeconds);
        _cpu.Add(cpu.TotalMicroseconds / times.Count);
        _sqlCpu.Add(sqlCpu.TotalMicroseconds / times.Count);
        _p50.Add(Milliseconds(times, 0.50));
        _p99.Add(Milliseconds(times, 0.99));
    }

    private static double Milliseconds(List<long> sorted, double share) =>
        sorted[(int)((sorted.Count - 1) * share)] * 1000.0 / Stopwatch.Frequency;

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}

internal static class Report
{
    public static void Print(IReadOnlyList<Series> series, int rounds, double seconds)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rounds} interleaved rounds of {seconds} s, {Environment.ProcessorCount} cores, .NET {Environment.Version}, fsync on; every {Runner.NewContactEvery}th from a new contact; medians over the rounds"));
        Console.WriteLine("| connections | bare req/s | platform req/s | ratio | grouped bare req/s | ratio | bare p50/p99 ms | platform p50/p99 ms | grouped p50/p99 ms | CPU us server+PostgreSQL: bare, platform, grouped |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var connections in series.GroupBy(each => each.Connections))
        {
            var bare = connections.Single(each => each.Target == Target.Plain);
            var grouped = connections.Single(each => each.Target == Target.Grouped);
            var platform = connections.Single(each => each.Target == Target.Platform);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {connections.Key} | {bare.Rate:0} | {platform.Rate:0} | **{platform.Rate / bare.Rate:0.00}** | {grouped.Rate:0} | {grouped.Rate / bare.Rate:0.00} | {bare.P50:0.00} / {bare.P99:0.00} | {platform.P50:0.00} / {platform.P99:0.00} | {grouped.P50:0.00} / {grouped.P99:0.00} | {bare.Cpu:0}+{bare.SqlCpu:0}, {platform.Cpu:0}+{platform.SqlCpu:0}, {grouped.Cpu:0}+{grouped.SqlCpu:0} |"));
        }
    }
}
