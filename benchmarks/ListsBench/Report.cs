using System.Globalization;

namespace SmsPlatform.ListsBench;

internal static class Report
{
    private const double Aim = 0.55;

    public static void Print(IReadOnlyList<Result> results, int connections, int rounds, double seconds)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rounds} interleaved rounds of {seconds} s, {connections} connections, {Environment.ProcessorCount} cores, .NET {Environment.Version}; medians over the rounds"));
        Console.WriteLine();
        Console.WriteLine("| query | bare req/s | platform req/s | ratio | aim | bare p50/p99 ms | platform p50/p99 ms | CPU us server+PostgreSQL: bare, platform |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var result in results.Where(result => result.Query.Bare is not null))
        {
            var (bare, platform) = (result.Bare, result.Platform);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {result.Query.Name} | {bare.Rate:0} | {platform.Rate:0} | **{platform.Rate / bare.Rate:0.00}** | {Aim:0.00} | {bare.P50:0.00} / {bare.P99:0.00} | {platform.P50:0.00} / {platform.P99:0.00} | {bare.Cpu:0}+{bare.SqlCpu:0}, {platform.Cpu:0}+{platform.SqlCpu:0} |"));
        }

        Console.WriteLine();
        Console.WriteLine("| query | SQL commands | one at a time: p50/p99 ms | against the first page | loaded: p50/p99 ms | req/s | CPU us server+PostgreSQL |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var result in results)
        {
            var (alone, platform) = (result.Alone, result.Platform);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {result.Query.Name} | {result.Commands:0.#} | {alone.P50:0.00} / {alone.P99:0.00} | {alone.P50 / results[0].Alone.P50:0.00} | {platform.P50:0.00} / {platform.P99:0.00} | {platform.Rate:0} | {platform.Cpu:0}+{platform.SqlCpu:0} |"));
        }
    }
}
