using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SmsPlatform.Infrastructure.Database.PrivateCluster;

namespace SmsPlatform.FaultTests.Harness;

/// <summary>A PostgreSQL of a scene's own, durable as it is shipped, that can be stopped, killed and frozen.</summary>
internal sealed class DatabaseServer : IAsyncDisposable
{
    private readonly PrivateClusterOptions _options;
    private PostgresCluster _cluster;
    private int _kills;

    private DatabaseServer(PrivateClusterOptions options, PostgresCluster cluster)
    {
        _options = options;
        _cluster = cluster;
    }

    /// <summary>Straight to it, past all proxies.</summary>
    public string ConnectionString => _cluster.ConnectionString;

    public EndPoint EndPoint
    {
        get
        {
            var address = new NpgsqlConnectionStringBuilder(ConnectionString);
            return new UnixDomainSocketEndPoint(string.Create(CultureInfo.InvariantCulture, $"{address.Host}/.s.PGSQL.{address.Port}"));
        }
    }

    public static async Task<DatabaseServer> StartAsync(string directory, int maxConnections = 200)
    {
        var options = new PrivateClusterOptions
        {
            DataDirectory = directory,
            SharedBuffersMegabytes = 32,
            MaxConnections = maxConnections,
            StartTimeout = TimeSpan.FromSeconds(60),
        };
        return new DatabaseServer(options, await PostgresCluster.StartAsync(options, NullLogger.Instance, CancellationToken.None));
    }

    /// <summary>As it is reached through a proxy.</summary>
    public string Through(params TcpProxy[] proxies) => new NpgsqlConnectionStringBuilder(ConnectionString)
    {
        Host = string.Join(',', proxies.Select(proxy => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{proxy.Port}"))),
        SslMode = SslMode.Disable,
    }.ConnectionString;

    /// <summary>Stops it as an operator does, ending its clients' connections.</summary>
    public ValueTask StopAsync() => _cluster.DisposeAsync();

    public async Task StartAgainAsync() => _cluster = await PostgresCluster.StartAsync(_options, NullLogger.Instance, CancellationToken.None);

    /// <summary>Kills every process of it at once.</summary>
    public Task KillAsync() => KillAsync(Processes());

    /// <summary>Kills the server's process of the cluster with these options; those it has forked end by themselves.</summary>
    public static Task KillAsync(PrivateClusterOptions options) =>
        KillAsync([int.Parse(File.ReadLines(ClusterLayout.Prepare(options).PidFile).First(), CultureInfo.InvariantCulture)]);

    /// <summary>Kills it, and starts it again: it replays its log.</summary>
    public async Task KillAndRestartAsync()
    {
        var kill = Interlocked.Increment(ref _kills);
        await KillAsync();
        try
        {
            await _cluster.EnsureRunningAsync(CancellationToken.None);
        }
        catch (PrivateClusterException) when (Volatile.Read(ref _kills) > kill)
        {
            // Killed again as it came up: whoever did that starts it.
        }
    }

    /// <summary>A replica without which nothing is committed from now on.</summary>
    public async Task<DatabaseServer> ReplicateAsync(string directory)
    {
        var options = _options with { DataDirectory = directory };
        var layout = ClusterLayout.Prepare(options);
        var copied = await layout.Account.RunAsync(
            PostgresBinaries.Find(options.BinaryDirectories, null).Program("pg_basebackup"),
            [
                "--host", new NpgsqlConnectionStringBuilder(ConnectionString).Host!, "--username", ClusterLayout.User,
                "--pgdata", layout.Data, "--write-recovery-conf", "--checkpoint", "fast",
            ],
            options.StartTimeout,
            CancellationToken.None);
        if (!copied.Succeeded)
        {
            throw new InvalidOperationException(copied.Text);
        }

        var replica = new DatabaseServer(options, await PostgresCluster.StartAsync(options, NullLogger.Instance, CancellationToken.None));
        await ReadAsync("ALTER SYSTEM SET synchronous_standby_names = '*'");
        await ReadAsync("SELECT pg_reload_conf()::text");
        using var limit = new CancellationTokenSource(options.StartTimeout);
        while (await ReadAsync("SELECT count(*)::text FROM pg_stat_replication WHERE sync_state = 'sync'") != "1")
        {
            await Task.Delay(50, limit.Token);
        }

        return replica;
    }

    /// <summary>From a replica to a server of its own.</summary>
    public Task PromoteAsync() => ReadAsync("SELECT pg_promote()::text");

    /// <summary>Every process of it stands still for a while.</summary>
    public async Task FreezeAsync(TimeSpan time)
    {
        var processes = Processes();
        processes.ForEach(Signals.Freeze);
        await Task.Delay(time);
        processes.ForEach(Signals.Thaw);
    }

    public async Task<string> ReadAsync(string sql, params object[] parameters)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false;Timeout=30");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        return await command.ExecuteScalarAsync() as string ?? "";
    }

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    /// <summary>The server's process and those it has forked, itself first so that it forks no more.</summary>
    private List<int> Processes()
    {
        if (_cluster.ServerProcessId is not { } server)
        {
            return [];
        }

        var parent = string.Create(CultureInfo.InvariantCulture, $" {server} ");
        return
        [
            server,
            .. Directory.EnumerateDirectories("/proc")
                .Select(Path.GetFileName)
                .Where(name => char.IsAsciiDigit(name![0]) && StatusOf(name).Contains(parent, StringComparison.Ordinal))
                .Select(name => int.Parse(name!, CultureInfo.InvariantCulture)),
        ];
    }

    private static async Task KillAsync(List<int> processes)
    {
        processes.ForEach(Signals.Kill);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (processes.Exists(IsRunning))
        {
            await Task.Delay(5, limit.Token);
        }
    }

    // One that has ended but was not yet collected by its parent does not run.
    private static bool IsRunning(int process) =>
        StatusOf(process.ToString(CultureInfo.InvariantCulture)) is { Length: > 0 } status && status[0] is not ('Z' or 'X');

    // The state and the parent, which stand after the name in parentheses.
    private static string StatusOf(string process)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{process}/stat");
            var fields = status[(status.LastIndexOf(')') + 1)..].Split(' ', 4, StringSplitOptions.RemoveEmptyEntries);
            return $"{fields[0]} {fields[1]} ";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
