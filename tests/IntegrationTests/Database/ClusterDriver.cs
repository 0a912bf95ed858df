using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SmsPlatform.Infrastructure.Database.PrivateCluster;

namespace SmsPlatform.IntegrationTests.Database;

/// <summary>
/// This assembly's entry point: a host with nothing but the private cluster, as its own process, for tests that kill one
/// or run it as another user. Prints <c>ready</c> or <c>refused: …</c>; ends when its standard input does.
/// </summary>
internal static class ClusterDriver
{
    private const int Refused = 3;

    private static async Task<int> Main(string[] arguments)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddSimpleConsole();
        builder.Services.AddPrivateCluster(new PrivateClusterOptions { DataDirectory = arguments[0], SharedBuffersMegabytes = 16 });
        using var host = builder.Build();

        try
        {
            await host.StartAsync();
        }
        catch (PrivateClusterException exception)
        {
            Console.WriteLine($"refused: {exception.Message}");
            return Refused;
        }

        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
        await host.StopAsync();
        return 0;
    }
}
