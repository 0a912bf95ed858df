using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using SmsPlatform.Benchmarks;

namespace SmsPlatform.GraphQLBench;

/// <summary>Starts the server, checks that both sides answer the same, measures in turns, prints the table.</summary>
internal static class Runner
{
    private const int Connections = 32;

    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = Option(args, "--seconds", 2);
        var rounds = (int)Option(args, "--rounds", 3);
        var only = Array.IndexOf(args, "--only") is >= 0 and var at ? args[at + 1] : "";
        var workloads = Workload.All.Where(workload => workload.Name.Contains(only, StringComparison.OrdinalIgnoreCase)).ToArray();

        using var server = Start();
        try
        {
            var address = new Uri(await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start."));
            var endpoint = new IPEndPoint(IPAddress.Loopback, address.Port);
            using var http = new HttpClient { BaseAddress = address };

            foreach (var workload in workloads)
            {
                await CheckAsync(endpoint, workload);
            }

            var results = workloads.Select(workload => new Result(workload)).ToArray();
            for (var round = 0; round <= rounds; round++)
            {
                // The first round warms up: tiered compilation needs a few seconds of load.
                foreach (var result in results)
                {
                    await MeasureAsync(http, endpoint, result.Bare, result.Workload, result.Workload.Bare, seconds, round);
                    await MeasureAsync(http, endpoint, result.Engine, result.Workload, "/graphql", seconds, round);
                }
            }

            Print(results, rounds, seconds);
            return 0;
        }
        finally
        {
            server.StandardInput.Close();
            if (!server.WaitForExit(5000))
            {
                server.Kill();
            }
        }
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Runner).Assembly.Location);
        }

        start.ArgumentList.Add("server");
        return Process.Start(start)!;
    }

    private static async Task CheckAsync(IPEndPoint endpoint, Workload workload)
    {
        var engine = await KeepAliveLoad.OnceAsync(endpoint, workload.Request("/graphql"));
        var bare = await KeepAliveLoad.OnceAsync(endpoint, workload.Request(workload.Bare));
        if (!JsonNode.DeepEquals(JsonNode.Parse(engine), JsonNode.Parse(bare)) && workload.Name[..2] != "W5")
        {
            throw new InvalidOperationException(
                $"{workload.Name}: the answers differ.\n{Start(engine)}\n{Start(bare)}");
        }
    }

    private static string Start(byte[] json) => System.Text.Encoding.UTF8.GetString(json.AsSpan(0, Math.Min(json.Length, 400)));

    private static async Task MeasureAsync(
        HttpClient http, IPEndPoint endpoint, Series series, Workload workload, string path, double seconds, int round)
    {
        var before = await StatsAsync(http);
        var times = await KeepAliveLoad.RunAsync(
            endpoint, workload.Request(path), workload.IsUnique && path == "/graphql", Connections, TimeSpan.FromSeconds(seconds));
        var after = await StatsAsync(http);
        if (round > 0)
        {
            series.Add(times, seconds, after.Cpu - before.Cpu, after.Allocated - before.Allocated);
        }
    }

    private static async Task<(double Cpu, double Allocated)> StatsAsync(HttpClient http)
    {
        var parts = (await http.GetStringAsync("/stats")).Split(' ');
        return (double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static void Print(Result[] results, int rounds, double seconds)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rounds} rounds of {seconds} s, {Connections} connections, {Environment.ProcessorCount} cores, .NET {Environment.Version}; medians"));
        Console.WriteLine("| workload | bare req/s | engine req/s | ratio | aim | bare CPU us | engine CPU us | CPU ratio | bare KiB | engine KiB | p50 ms | p99 ms |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (workload, bare, engine) in results)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {workload.Name} | {bare.Rate:0} | {engine.Rate:0} | {engine.Rate / bare.Rate:0.00} | {workload.Aim:0.00} | {bare.Cpu:0.0} | {engine.Cpu:0.0} | {bare.Cpu / engine.Cpu:0.00} | {bare.Allocated:0.0} | {engine.Allocated:0.0} | {engine.Percentile(50):0.00} | {engine.Percentile(99):0.00} |"));
        }
    }

    private static double Option(string[] args, string name, double value) =>
        Array.IndexOf(args, name) is >= 0 and var at ? double.Parse(args[at + 1], CultureInfo.InvariantCulture) : value;

    private sealed record Result(Workload Workload, Series Bare, Series Engine)
    {
        public Result(Workload workload)
            : this(workload, new Series(), new Series())
        {
        }
    }

    /// <summary>The rounds of one side of one workload.</summary>
    private sealed class Series
    {
        private readonly List<double> _rates = [];
        private readonly List<double> _cpu = [];
        private readonly List<double> _allocated = [];
        private readonly List<long> _times = [];

        public double Rate => Median(_rates);

        public double Cpu => Median(_cpu);

        public double Allocated => Median(_allocated);

        public void Add(List<long> times, double seconds, double cpuMilliseconds, double allocated)
        {
            _rates.Add(times.Count / seconds);
            _cpu.Add(cpuMilliseconds * 1000 / times.Count);
            if (allocated > 0)
            {
                // The runtime's counter falls back at times, by what a collection took from its unused room.
                _allocated.Add(allocated / 1024 / times.Count);
            }

            _times.AddRange(times);
        }

        public double Percentile(int percent)
        {
            _times.Sort();
            return _times[(int)((_times.Count - 1) * (percent / 100.0))] * 1000.0 / Stopwatch.Frequency;
        }

        private static double Median(List<double> values)
        {
            if (values.Count == 0)
            {
                return double.NaN;
            }

            var sorted = values.Order().ToArray();
            return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
        }
    }
}
