using System.Runtime.Versioning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SmsPlatform.Infrastructure.Database.PrivateCluster;
using static SmsPlatform.IntegrationTests.Database.ClusterDirectory;

namespace SmsPlatform.IntegrationTests.Database;

[SupportedOSPlatform("linux")]
public sealed class PrivateClusterTests
{
    [Fact]
    public async Task StartAsync_WhenTheDirectoryIsNew_MakesADurableClusterWithoutANetworkAddress()
    {
        await using var directory = new ClusterDirectory();

        await using var cluster = await PostgresCluster.StartAsync(
            directory.Options with { Durable = true }, NullLogger.Instance, CancellationToken.None);

        var settings = await QueryAsync<string>(cluster.ConnectionString, """
            select string_agg(name || '=' || setting, ' ' order by name) from pg_settings
            where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'listen_addresses', 'server_encoding', 'TimeZone')
            """);
        Assert.Equal(
            "TimeZone=UTC data_checksums=on fsync=on full_page_writes=on listen_addresses= server_encoding=UTF8 synchronous_commit=on", settings);
        Assert.Equal("smsplatform", await QueryAsync<string>(cluster.ConnectionString, "select current_database()::text"));
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(Private, File.GetUnixFileMode(new NpgsqlConnectionStringBuilder(cluster.ConnectionString).Host!));
    }

    [Fact]
    public async Task DisposeAsync_WhenAClientIsInATransaction_StopsTheServerAndKeepsWhatWasCommitted()
    {
        await using var directory = new ClusterDirectory();
        var first = await directory.StartAsync();
        var server = first.ServerProcessId!.Value;
        await WriteRowAsync(first.ConnectionString);
        await using var source = NpgsqlDataSource.Create(first.ConnectionString);
        await using var client = await source.OpenConnectionAsync();
        await using var transaction = await client.BeginTransactionAsync();

        await first.DisposeAsync();

        Assert.False(IsRunning(server));
        Assert.False(File.Exists(directory.PidFile));
        await using var second = await directory.StartAsync();
        Assert.Equal(first.ConnectionString, second.ConnectionString);
        Assert.Equal(1, await CountRowsAsync(second.ConnectionString));
    }

    [Fact]
    public async Task StartAsync_WhenAnotherInstanceHoldsTheDirectory_IsRefusedAndHarmsNothing()
    {
        await using var directory = new ClusterDirectory();
        await using var first = await directory.StartAsync();

        var inProcess = await directory.RefusedAsync();
        var (other, answer) = await directory.StartHostAsync();

        Assert.Contains($"Another instance (process {Environment.ProcessId}) already uses the data directory", inProcess.Message, StringComparison.Ordinal);
        Assert.Contains($"Another instance (process {Environment.ProcessId}) already uses the data directory", answer, StringComparison.Ordinal);
        await other.WaitForExitAsync();
        Assert.Equal(3, other.ExitCode);
        await WriteRowAsync(first.ConnectionString);
    }

    [Fact]
    public async Task StartAsync_WhenACreationWasInterrupted_StartsOver()
    {
        await using var directory = new ClusterDirectory();
        await (await directory.StartAsync()).DisposeAsync();
        Directory.Move(Path.Combine(directory.Data, "postgres/data"), Path.Combine(directory.Data, "postgres/data.new"));
        File.Delete(Path.Combine(directory.Data, "postgres/data.new/global/pg_control"));

        await using var cluster = await directory.StartAsync();

        await WriteRowAsync(cluster.ConnectionString);
    }

    [Fact]
    public async Task StartAsync_WhenTheServerRefusesToStart_SaysWhyAndLetsGo()
    {
        await using var directory = new ClusterDirectory();
        await (await directory.StartAsync()).DisposeAsync();
        var local = Path.Combine(directory.Data, "postgres/data/local.conf");
        await File.WriteAllTextAsync(local, "shared_buffers = plenty\n");

        var refused = await directory.RefusedAsync();

        Assert.Contains("invalid value for parameter \"shared_buffers\": \"plenty\"", refused.Message, StringComparison.Ordinal);
        File.Delete(local);
        await using var cluster = await directory.StartAsync();
    }

    [Fact]
    public async Task StartAsync_WhenNoBinariesAreInstalled_NamesThePackage()
    {
        await using var directory = new ClusterDirectory();

        var refused = await Assert.ThrowsAsync<PrivateClusterException>(() => PostgresCluster.StartAsync(
            directory.Options with { BinaryDirectories = ["/nowhere"] },
            NullLogger.Instance,
            CancellationToken.None));

        Assert.Contains("apt-get install postgresql)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("/nowhere", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_WhenAnotherMajorVersionMadeTheData_NamesThePackageOfThatVersion()
    {
        await using var directory = new ClusterDirectory();
        await (await directory.StartAsync()).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(directory.Data, "postgres/data/PG_VERSION"), "9\n");

        var refused = await directory.RefusedAsync();

        Assert.Contains("made by PostgreSQL 9", refused.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install postgresql-9)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_WhenAnotherServiceFailsToStart_StopsTheCluster()
    {
        await using var directory = new ClusterDirectory();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddPrivateCluster(directory.Options);
        builder.Services.AddHostedService<FailingService>();

        var server = 0;
        using (var host = builder.Build())
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());
            server = directory.ServerProcessId();
        }

        Assert.False(IsRunning(server));
    }

    private sealed class FailingService(PrivateClusterService cluster) : IHostedService
    {
        // Connects first: the cluster must be up before any other service starts.
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await WriteRowAsync(cluster.ConnectionString);
            throw new InvalidOperationException("No.");
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
