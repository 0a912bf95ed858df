using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQLBench;

/// <summary>The measured process: the engine and the bare endpoints side by side. Prints its address, ends when its input ends.</summary>
internal static class Server
{
    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddBare();
        builder.Services.AddBench();

        var app = builder.Build();
        app.MapGraphQL();
        app.MapBare(await IntrospectAsync(await app.Services.GetRequestExecutorAsync()));
        app.MapGet("/stats", Stats);
        await app.StartAsync();

        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }

    private static async Task<JsonElement> IntrospectAsync(IRequestExecutor executor)
    {
        await using var result = await executor.ExecuteAsync(GraphQLRequest.FromText(Workload.Introspection));
        return JsonDocument.Parse(((OperationResult)result).Memory.ToArray()).RootElement;
    }

    // CPU time in milliseconds, allocated bytes, live bytes.
    private static string Stats(HttpContext context)
    {
        using var process = Process.GetCurrentProcess();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{process.TotalProcessorTime.TotalMilliseconds} {GC.GetTotalAllocatedBytes(precise: true)} {GC.GetTotalMemory(context.Request.Query.ContainsKey("collect"))}");
    }
}
