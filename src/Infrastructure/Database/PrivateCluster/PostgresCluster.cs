using Microsoft.Extensions.Logging;
using Npgsql;

namespace SmsPlatform.Infrastructure.Database.PrivateCluster;

/// <summary>
/// The host's own PostgreSQL cluster: made, started (or taken over from a host that was killed) and stopped by one host.
/// Its unix socket lies in a directory that no other account can enter, so it needs no password.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly ClusterLock _lock;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private bool _stopped;

    private PostgresCluster(PostgresServer server, ClusterLock held, string connectionString)
    {
        _server = server;
        _lock = held;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    /// <summary>The server's process id, or null while it is down.</summary>
    public int? ServerProcessId => _server.ProcessId;

    /// <summary>The address of the cluster with these options, known before it runs. Makes the directories that are missing.</summary>
    /// <exception cref="PrivateClusterException">The directories cannot be made or used.</exception>
    public static string ConnectionStringOf(PrivateClusterOptions options) =>
        ClusterLayout.Prepare(options).ConnectionString(options.Database);

    /// <summary>Makes sure that the cluster runs and takes connections to its database.</summary>
    /// <exception cref="PrivateClusterException">It cannot run here; the message says why and what to do.</exception>
    public static async Task<PostgresCluster> StartAsync(
        PrivateClusterOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        var layout = ClusterLayout.Prepare(options);
        var held = ClusterLock.Take(layout);
        PostgresServer server;
        try
        {
            server = new PostgresServer(options, layout, PostgresBinaries.Find(options.BinaryDirectories, layout.DataMajor()), logger);
        }
        catch
        {
            held.Dispose();
            throw;
        }

        var cluster = new PostgresCluster(server, held, layout.ConnectionString(options.Database));
        try
        {
            await cluster.EnsureRunningAsync(cancellationToken);
            await EnsureDatabaseAsync(layout, options.Database, cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Does nothing while the server runs; starts it again when it has gone.</summary>
    public async Task EnsureRunningAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!_stopped)
            {
                await _server.EnsureRunningAsync(cancellationToken);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stops the server, ending what its clients do, and lets go of the data directory.</summary>
    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (!_stopped)
            {
                _stopped = true;
                await _server.StopAsync();
            }
        }
        finally
        {
            _lock.Dispose();
            _gate.Release();
        }
    }

    private static async Task EnsureDatabaseAsync(ClusterLayout layout, string database, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(layout.ConnectionString("postgres"));
        await using var exists = source.CreateCommand("select exists (select from pg_database where datname = $1)");
        exists.Parameters.Add(new() { Value = database });
        if (await exists.ExecuteScalarAsync(cancellationToken) is true)
        {
            return;
        }

        var quoted = new NpgsqlCommandBuilder().QuoteIdentifier(database);
        await using var create = source.CreateCommand($"create database {quoted}");
        await create.ExecuteNonQueryAsync(cancellationToken);
    }
}
