using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SmsPlatform.Infrastructure.Database.PrivateCluster;

namespace SmsPlatform.IntegrationTests.Database;

/// <summary>
/// One PostgreSQL for the whole test run: the server that <c>TEST_DATABASE</c> names (a connection string of an account that may
/// create databases), or else one of our own, without flushing to disk. Each test class gets its own database.
/// </summary>
public sealed class TestCluster
{
    private const string DirectoryPrefix = "/tmp/smsp-test-";
    private static readonly Lazy<Task<TestCluster>> Shared = new(StartAsync);

    private readonly string _runId = Guid.NewGuid().ToString("N")[..8];
    private readonly string _server;
    private readonly PostgresCluster? _own;
    private readonly string? _directory;
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _templates = new();
    private int _clones;

    private TestCluster(string server, PostgresCluster? own = null, string? directory = null)
    {
        _server = server;
        _own = own;
        _directory = directory;
    }

    /// <summary>The cluster of this run, started by whoever asks first and stopped by <see cref="TestRun"/>.</summary>
    public static Task<TestCluster> SharedAsync() => Shared.Value;

    /// <summary>Stops the cluster, if any test used it.</summary>
    public static async Task EndAsync()
    {
        if (Shared is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await Shared.Value).StopAsync();
        }
    }

    /// <summary>An empty database.</summary>
    public async Task<TestDatabase> CreateAsync() => await CreateAsync("template0");

    /// <summary>
    /// A copy of a template that is made once per run, by <paramref name="migrate"/>, which gets its connection string.
    /// A copy takes some 70 ms, however long the migrations take.
    /// </summary>
    public async Task<TestDatabase> CloneAsync(string template, Func<string, Task> migrate) =>
        await CreateAsync(await _templates.GetOrAdd(template, name => new(() => MakeTemplateAsync(name, migrate))).Value);

    internal string ConnectionString(string database, bool pooling) => new NpgsqlConnectionStringBuilder(_server)
    {
        Database = database,
        Pooling = pooling,
        // Several hosts of several test classes share the server's 300 connections.
        MaxPoolSize = 20,
        IncludeErrorDetail = true,
    }.ConnectionString;

    internal async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres", pooling: false));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<TestCluster> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("TEST_DATABASE") is { Length: > 0 } given)
        {
            return new TestCluster(given);
        }

        await SweepAsync();
        var directory = string.Create(CultureInfo.InvariantCulture, $"{DirectoryPrefix}{Environment.ProcessId}");
        var cluster = await PostgresCluster.StartAsync(Options(directory), NullLogger.Instance, CancellationToken.None);
        return new TestCluster(cluster.ConnectionString, cluster, directory);
    }

    /// <summary>Removes what killed test runs left behind.</summary>
    private static async Task SweepAsync()
    {
        foreach (var directory in Directory.EnumerateDirectories("/tmp", Path.GetFileName(DirectoryPrefix) + "*"))
        {
            if (Directory.Exists("/proc/" + directory[DirectoryPrefix.Length..]))
            {
                continue;
            }

            try
            {
                await using (await PostgresCluster.StartAsync(Options(directory), NullLogger.Instance, CancellationToken.None))
                {
                }

                Directory.Delete(directory, recursive: true);
            }
            catch (Exception exception) when (exception is PrivateClusterException or IOException or UnauthorizedAccessException)
            {
                // Another user's, or another run sweeps it just now.
            }
        }
    }

    private static PrivateClusterOptions Options(string directory) => new()
    {
        DataDirectory = directory,
        Database = "postgres",
        MaxConnections = 800,
        Durable = false,
        StartTimeout = TimeSpan.FromMinutes(1),
    };

    private async Task<TestDatabase> CreateAsync(string template)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"t_{_runId}_{Interlocked.Increment(ref _clones)}");
        await ExecuteAsync($"create database {name} template {template}");
        return new TestDatabase(this, name);
    }

    private async Task<string> MakeTemplateAsync(string template, Func<string, Task> migrate)
    {
        var name = $"template_{_runId}_{template}";
        await ExecuteAsync($"create database {name} template template0");

        // Unpooled: a database with an open connection cannot be copied.
        await migrate(ConnectionString(name, pooling: false));
        await ExecuteAsync($"alter database {name} with allow_connections false");
        return name;
    }

    private async Task StopAsync()
    {
        if (_own is not null)
        {
            await _own.DisposeAsync();
            Directory.Delete(_directory!, recursive: true);
            return;
        }

        foreach (var template in _templates.Values.Where(template => template.Value.IsCompletedSuccessfully))
        {
            await ExecuteAsync($"drop database {await template.Value} with (force)");
        }
    }
}

/// <summary>A database of a test's own, dropped when the test is done with it.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly TestCluster _cluster;
    private readonly string _name;

    internal TestDatabase(TestCluster cluster, string name)
    {
        _cluster = cluster;
        _name = name;
        ConnectionString = cluster.ConnectionString(name, pooling: true);
    }

    public string ConnectionString { get; }

    public async ValueTask DisposeAsync() => await _cluster.ExecuteAsync($"drop database {_name} with (force)");
}
