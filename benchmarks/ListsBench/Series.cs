using System.Diagnostics;

namespace SmsPlatform.ListsBench;

/// <summary>The rounds of one query on one server.</summary>
internal sealed class Series
{
    private readonly List<double> _rates = [];
    private readonly List<double> _cpu = [];
    private readonly List<double> _sqlCpu = [];
    private readonly List<double> _p50 = [];
    private readonly List<double> _p99 = [];

    /// <summary>Requests a second.</summary>
    public double Rate => Median(_rates);

    /// <summary>CPU time of the server's process, in microseconds a request.</summary>
    public double Cpu => Median(_cpu);

    /// <summary>CPU time of PostgreSQL, likewise.</summary>
    public double SqlCpu => Median(_sqlCpu);

    /// <summary>In milliseconds.</summary>
    public double P50 => Median(_p50);

    /// <summary>In milliseconds.</summary>
    public double P99 => Median(_p99);

    public void Add(List<long> times, TimeSpan duration, TimeSpan cpu, TimeSpan sqlCpu)
    {
        times.Sort();
        _rates.Add(times.Count / duration.TotalSeconds);
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
