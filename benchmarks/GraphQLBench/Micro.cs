using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.Language;
using SmsPlatform.GraphQL.Validation;

namespace SmsPlatform.GraphQLBench;

/// <summary>Times the steps of a request in this process, without HTTP: where a document's first execution spends its time.</summary>
internal static class Micro
{
    public static async Task<int> RunAsync()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddBench();
        await using var provider = services.BuildServiceProvider();
        var executor = (RequestExecutor)await provider.GetRequestExecutorAsync();

        var query = Workload.All.First(workload => workload.IsUnique).Query;
        var text = Encoding.UTF8.GetBytes(query);
        var document = Utf8GraphQLParser.Parse(text);
        var cached = GraphQLRequest.FromText(query);
        var counter = 0;

        Time("parse", () => Utf8GraphQLParser.Parse(text));
        Time("validate", () => DocumentValidator.Validate(executor.Schema, document));
        Time("execute, cached", () => Run(executor, cached));
        Time("execute, new text", () => Run(executor, GraphQLRequest.FromText(query.Replace(
            "00000000", (++counter).ToString("00000000", CultureInfo.InvariantCulture), StringComparison.Ordinal))));
        return 0;
    }

    private static void Run(RequestExecutor executor, GraphQLRequest request) =>
        ((OperationResult)executor.ExecuteAsync(request).AsTask().GetAwaiter().GetResult()).Dispose();

    private static void Time(string name, Action action)
    {
        const int Runs = 20_000;
        for (var i = 0; i < Runs; i++)
        {
            action();
        }

        // The least of several: what remains is the work, not the neighbours.
        var best = double.MaxValue;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 5; round++)
        {
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < Runs; i++)
            {
                action();
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMicroseconds / Runs);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-20} {best,8:0.00} us {(GC.GetAllocatedBytesForCurrentThread() - allocated) / (5 * Runs),8} bytes"));
    }
}
