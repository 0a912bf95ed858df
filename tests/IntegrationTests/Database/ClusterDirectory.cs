using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SmsPlatform.Infrastructure.Database.PrivateCluster;

namespace SmsPlatform.IntegrationTests.Database;

/// <summary>A data directory of a test's own, whose server is stopped and whose files are removed at the end.</summary>
internal sealed class ClusterDirectory : IAsyncDisposable
{
    private readonly string _parent = $"/tmp/pc-{Guid.NewGuid().ToString("N")[..8]}";
    private readonly List<Process> _processes = [];

    public ClusterDirectory(string name = "d")
    {
        Directory.CreateDirectory(_parent);
        Data = Path.Combine(_parent, name);
    }

    /// <summary>What <c>Data__Directory</c> would hold.</summary>
    public string Data { get; }

    public string PidFile => Path.Combine(Data, "postgres/data/postmaster.pid");

    public PrivateClusterOptions Options => new()
    {
        DataDirectory = Data,
        SharedBuffersMegabytes = 16,
        Durable = false,
        StartTimeout = TimeSpan.FromSeconds(60),
    };

    public Task<PostgresCluster> StartAsync() => PostgresCluster.StartAsync(Options, NullLogger.Instance, CancellationToken.None);

    public async Task<PrivateClusterException> RefusedAsync() =>
        await Assert.ThrowsAsync<PrivateClusterException>(StartAsync);

    /// <summary>A host with the cluster as a process of its own, that has said whether it is ready.</summary>
    public async Task<(Process Process, string Answer)> StartHostAsync(string? user = null, string? assemblyDirectory = null)
    {
        var assembly = typeof(ClusterDriver).Assembly.Location;
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { Path.Combine(assemblyDirectory ?? Path.GetDirectoryName(assembly)!, Path.GetFileName(assembly)), Data },
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (user is not null)
        {
            start.UserName = user;
            start.Environment["HOME"] = "/tmp";
        }

        var process = Process.Start(start)!;
        _processes.Add(process);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line == "ready" || line.StartsWith("refused", StringComparison.Ordinal))
            {
                return (process, line);
            }
        }

        throw new InvalidOperationException("The host ended without an answer.");
    }

    /// <summary>Writes a <c>postmaster.pid</c> as a server with this process id would have left it.</summary>
    public void WritePidFile(int processId) => File.WriteAllText(PidFile, string.Create(CultureInfo.InvariantCulture, $"""
        {processId}
        {Data}/postgres/data
        1700000000
        5432
        {Data}/postgres/socket

          1234567    123456
        ready

        """));

    public int ServerProcessId() => int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture);

    public static async Task WriteRowAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var write = source.CreateCommand("create table if not exists kept (id int); insert into kept values (1)");
        await write.ExecuteNonQueryAsync();
    }

    public static async Task<T> QueryAsync<T>(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var query = source.CreateCommand(sql);
        return (T)(await query.ExecuteScalarAsync())!;
    }

    public static Task<long> CountRowsAsync(string connectionString) => QueryAsync<long>(connectionString, "select count(*) from kept");

    /// <summary>Whether the process runs; one that has ended but was not yet collected by its parent does not.</summary>
    public static bool IsRunning(int processId)
    {
        try
        {
            return !File.ReadLines($"/proc/{processId}/status").Any(line => line.StartsWith("State:\tZ", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false;
        }
    }

    public static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await condition())
        {
            await Task.Delay(20, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        if (File.Exists(PidFile) && int.TryParse(File.ReadLines(PidFile).FirstOrDefault(), out var left) && IsOurServer(left))
        {
            using var server = Process.GetProcessById(left);
            server.Kill();
            await UntilAsync(() => !IsRunning(left));
        }

        var cluster = new DirectoryInfo(Path.Combine(Data, "postgres"));
        if (cluster.LinkTarget is { } elsewhere)
        {
            Directory.Delete(elsewhere, recursive: true);
        }

        Directory.Delete(_parent, recursive: true);
    }

    private bool IsOurServer(int processId) =>
        new FileInfo($"/proc/{processId}/cwd").LinkTarget?.StartsWith(_parent, StringComparison.Ordinal) is true;
}
