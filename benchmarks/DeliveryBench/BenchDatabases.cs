using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SmsPlatform.Benchmarks;
using SmsPlatform.Infrastructure.Database.PrivateCluster;

namespace SmsPlatform.DeliveryBench;

/// <summary>A durable PostgreSQL as the private cluster is set, with a database for each thing that is compared.</summary>
internal sealed class BenchDatabases : IAsyncDisposable
{
    private const int Connections = 250;

    private readonly PostgresCluster _cluster;
    private readonly bool _isKept;

    private BenchDatabases(PostgresCluster cluster, string directory, bool isKept)
    {
        _cluster = cluster;
        Directory = directory;
        _isKept = isKept;
    }

    public string Directory { get; }

    public int ServerProcessId => _cluster.ServerProcessId!.Value;

    /// <param name="options"><c>--data</c> names a directory that is kept for the next run.</param>
    public static async Task<BenchDatabases> StartAsync(Options options)
    {
        var kept = options.Text("--data", "");
        var directory = kept.Length > 0 ? Path.GetFullPath(kept) : Path.Combine(Path.GetTempPath(), $"db-{Guid.NewGuid().ToString("N")[..8]}");
        var settings = new PrivateClusterOptions { DataDirectory = directory, Database = "platform", MaxConnections = Connections };
        var cluster = await PostgresCluster.StartAsync(settings, NullLogger.Instance, CancellationToken.None);
        return new BenchDatabases(cluster, directory, kept.Length > 0);
    }

    /// <summary>The address of a database, which is made unless it was kept.</summary>
    public async Task<string> CreateAsync(string name)
    {
        await using var sql = NpgsqlDataSource.Create(_cluster.ConnectionString);
        await using var find = sql.CreateCommand("SELECT count(*) FROM pg_database WHERE datname = $1");
        find.Parameters.Add(new NpgsqlParameter { Value = name });
        if ((long)(await find.ExecuteScalarAsync())! == 0)
        {
            await ExecuteAsync(sql, $"CREATE DATABASE {name}");
        }

        return new NpgsqlConnectionStringBuilder(_cluster.ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>Old messages; the platform must have made its tables.</summary>
    public static async Task FillAsync(string database, int messages, int conversations)
    {
        if (messages > 0)
        {
            await using var sql = NpgsqlDataSource.Create(database);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Filling in {messages:N0} old messages."));
            await Seed.RunAsync(sql, messages, conversations);
        }
    }

    public static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        if (!_isKept)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }
}
