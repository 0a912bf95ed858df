using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using SmsPlatform.Infrastructure.Database.PrivateCluster;
using static SmsPlatform.IntegrationTests.Database.ClusterDirectory;

namespace SmsPlatform.IntegrationTests.Database;

public sealed class PrivateClusterCrashTests
{
    [Fact]
    public async Task StartAsync_WhenTheHostWasKilled_TakesOverTheSurvivingServerAndStopsItWithItself()
    {
        await using var directory = new ClusterDirectory();
        var (host, _) = await directory.StartHostAsync();
        var server = directory.ServerProcessId();
        await WriteRowAsync(PostgresCluster.ConnectionStringOf(directory.Options));
        await KillAsync(host.Id);

        var cluster = await directory.StartAsync();

        Assert.Equal(server, cluster.ServerProcessId);
        Assert.Equal(1, await CountRowsAsync(cluster.ConnectionString));
        await cluster.DisposeAsync();
        Assert.False(IsRunning(server));
    }

    [Fact]
    public async Task StartAsync_WhenHostAndServerWereKilled_RecoversWhatWasCommitted()
    {
        await using var directory = new ClusterDirectory();
        var (host, _) = await directory.StartHostAsync();
        var server = directory.ServerProcessId();
        await WriteRowAsync(PostgresCluster.ConnectionStringOf(directory.Options));
        await KillAsync(host.Id);
        await KillAsync(server);

        await using var cluster = await directory.StartAsync();

        Assert.NotEqual(server, cluster.ServerProcessId);
        Assert.Equal(1, await CountRowsAsync(cluster.ConnectionString));
    }

    [Fact]
    public async Task Host_WhenTheServerIsKilled_StartsItAgainByItself()
    {
        await using var directory = new ClusterDirectory();
        await directory.StartHostAsync();
        var server = directory.ServerProcessId();
        var connectionString = PostgresCluster.ConnectionStringOf(directory.Options);
        await WriteRowAsync(connectionString);

        await KillAsync(server);

        await UntilAsync(() => File.Exists(directory.PidFile) && File.ReadAllText(directory.PidFile).Contains("ready", StringComparison.Ordinal)
            && directory.ServerProcessId() != server);
        Assert.Equal(1, await CountRowsAsync(connectionString));
    }

    [Fact]
    public async Task Host_WhenTerminated_StopsTheServerCleanly()
    {
        await using var directory = new ClusterDirectory();
        var (host, _) = await directory.StartHostAsync();
        var server = directory.ServerProcessId();

        using (Process.Start("/bin/kill", ["-TERM", $"{host.Id}"]))
        {
            host.StandardInput.Close();
            await host.WaitForExitAsync();
        }

        Assert.Equal(0, host.ExitCode);
        Assert.False(IsRunning(server));
        Assert.False(File.Exists(directory.PidFile));
    }

    [Fact]
    public async Task EnsureRunningAsync_WhenAClientOutlivesTheKilledServer_WaitsForItsBackendToEnd()
    {
        await using var directory = new ClusterDirectory();
        await using var cluster = await PostgresCluster.StartAsync(
            directory.Options with { Durable = true }, NullLogger.Instance, CancellationToken.None);
        await WriteRowAsync(cluster.ConnectionString);
        var working = QueryAsync<string>(cluster.ConnectionString, "select pg_sleep(60)::text");
        await UntilAsync(() => QueryAsync<bool>(
            cluster.ConnectionString, "select exists (select from pg_stat_activity where query like 'select pg_sleep%')"));

        await KillAsync(cluster.ServerProcessId!.Value);
        await cluster.EnsureRunningAsync(CancellationToken.None);

        Assert.Equal(1, await CountRowsAsync(cluster.ConnectionString));
        await Assert.ThrowsAnyAsync<Exception>(() => working);
    }

    [Theory]
    [InlineData("of a process that has ended")]
    [InlineData("empty")]
    [InlineData("garbled")]
    public async Task StartAsync_WhenThePidFileIsStale_Starts(string content)
    {
        await using var directory = new ClusterDirectory();
        await (await directory.StartAsync()).DisposeAsync();
        switch (content)
        {
            case "empty":
                await File.WriteAllTextAsync(directory.PidFile, "");
                break;
            case "garbled":
                await File.WriteAllBytesAsync(directory.PidFile, [0, 255, 10, 0]);
                break;
            default:
                using (var ended = Process.Start("/bin/true"))
                {
                    await ended.WaitForExitAsync();
                    directory.WritePidFile(ended.Id);
                }

                break;
        }

        await using var cluster = await directory.StartAsync();

        await WriteRowAsync(cluster.ConnectionString);
    }

    [Fact]
    public async Task StartAsync_WhenThePidFileNamesAForeignProcess_StartsAndLeavesItAlone()
    {
        await using var directory = new ClusterDirectory();
        await (await directory.StartAsync()).DisposeAsync();
        var start = new ProcessStartInfo("/bin/sleep", "600");
        if (Environment.IsPrivilegedProcess)
        {
            // Of the server's own account: a foreign account's process would not make the server balk.
            start.UserName = "postgres";
        }

        using var foreign = Process.Start(start)!;
        directory.WritePidFile(foreign.Id);

        var cluster = await directory.StartAsync();
        await WriteRowAsync(cluster.ConnectionString);
        await cluster.DisposeAsync();

        Assert.True(IsRunning(foreign.Id));
        foreign.Kill();
    }

    [Fact]
    public async Task StartAsync_WhenThePidFileNamesAnotherClustersServer_NeitherAdoptsNorStopsIt()
    {
        await using var directory = new ClusterDirectory();
        await using var neighbour = new ClusterDirectory();
        await using var other = await neighbour.StartAsync();
        await (await directory.StartAsync()).DisposeAsync();
        directory.WritePidFile(other.ServerProcessId!.Value);

        var cluster = await directory.StartAsync();

        Assert.NotEqual(other.ServerProcessId, cluster.ServerProcessId);
        await cluster.DisposeAsync();
        await WriteRowAsync(other.ConnectionString);
    }

    private static async Task KillAsync(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
        await UntilAsync(() => !IsRunning(processId));
    }
}
