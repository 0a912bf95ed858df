using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace SmsPlatform.Infrastructure.Database.PrivateCluster;

/// <summary>Drives the server's programs for one data directory. Its callers take turns and hold the lock.</summary>
internal sealed partial class PostgresServer(
    PrivateClusterOptions options, ClusterLayout layout, PostgresBinaries binaries, ILogger logger)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan CreationTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan OrphanTimeout = TimeSpan.FromSeconds(30);

    private int? _known;

    public int? ProcessId => Postmaster.FindRunning(layout)?.ProcessId;

    public async Task EnsureRunningAsync(CancellationToken cancellationToken)
    {
        if (Postmaster.FindRunning(layout) is { } running)
        {
            if (running.ProcessId == _known || await AdoptAsync(running, cancellationToken))
            {
                return;
            }
        }
        else if (_known is not null)
        {
            LogVanished(_known.Value);
        }

        _known = null;
        if (layout.DataMajor() is null)
        {
            await CreateAsync(cancellationToken);
        }

        await ClearLocksAsync(cancellationToken);
        await StartAsync(cancellationToken);
    }

    public async Task StopAsync()
    {
        if (Postmaster.FindRunning(layout) is not { } running)
        {
            return;
        }

        var started = Stopwatch.StartNew();
        var outcome = await StopAsync("fast");
        if (!outcome.Succeeded && Postmaster.IsAlive(layout, running.ProcessId))
        {
            // Loses nothing that was committed: the next start replays the log, as after a crash.
            LogStopFailed(outcome.Text);
            await StopAsync("immediate");
        }

        LogStopped(running.ProcessId, started.ElapsedMilliseconds);
    }

    private Task<ServerAccount.Outcome> StopAsync(string mode) =>
        ControlAsync(options.StopTimeout, CancellationToken.None, "stop", "-m", mode);

    /// <summary>Takes over a server whose host has gone. False when it ended instead.</summary>
    private async Task<bool> AdoptAsync(Postmaster running, CancellationToken cancellationToken)
    {
        // It may be starting, or on its way down: believe only a connection, or its end.
        var waited = Stopwatch.StartNew();
        while (Postmaster.IsAlive(layout, running.ProcessId))
        {
            if (await CanConnectAsync(cancellationToken))
            {
                _known = running.ProcessId;
                LogAdopted(running.ProcessId);
                return true;
            }

            // The data directory was moved while the server ran, so it listens where we do not look.
            var current = Postmaster.FindRunning(layout)?.SocketDirectory;
            if (!string.IsNullOrEmpty(current) && current != layout.SocketDirectory)
            {
                await StopAsync();
                return false;
            }

            if (waited.Elapsed > options.StartTimeout)
            {
                throw new PrivateClusterException(
                    $"The PostgreSQL server of {layout.Root} (process {running.ProcessId}) runs but takes no connections. {LogTail()}");
            }

            await Task.Delay(PollInterval, cancellationToken);
        }

        return false;
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        // Made aside and renamed when whole, so that an interrupted creation is not taken for a cluster.
        var unfinished = layout.Data + ".new";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        // Addresses and ids are compared byte by byte, which is the order of C.UTF-8 without its price; letters are still what Unicode says.
        string[] arguments =
        [
            "--pgdata", unfinished, "--username", ClusterLayout.User, "--auth-local", "trust", "--auth-host", "reject",
            "--encoding", "UTF8", "--locale", "C.UTF-8", "--lc-collate", "C", "--data-checksums",
        ];
        var outcome = await layout.Account.RunAsync(
            binaries.Program("initdb"), options.Durable ? arguments : [.. arguments, "--no-sync"], CreationTimeout, cancellationToken);
        if (!outcome.Succeeded)
        {
            throw new PrivateClusterException($"The PostgreSQL cluster in {layout.Root} could not be created: {outcome.Text}");
        }

        Directory.Move(unfinished, layout.Data);
        LogCreated(layout.Root, binaries.Major);
    }

    /// <summary>Removes the lock files of a server that has gone, at which the next one would balk.</summary>
    private async Task ClearLocksAsync(CancellationToken cancellationToken)
    {
        // Backends outlive a killed postmaster by a moment. A second server beside them would damage the data.
        var waited = Stopwatch.StartNew();
        while (Postmaster.AnyProcess(layout))
        {
            if (waited.Elapsed > OrphanTimeout)
            {
                throw new PrivateClusterException(
                    $"Processes of a killed PostgreSQL server still use {layout.Data}. End them, then start again.");
            }

            await Task.Delay(PollInterval, cancellationToken);
        }

        // The socket's lock holds a process id too, and no one else's socket can be in this directory.
        File.Delete(layout.Socket);
        File.Delete(layout.Socket + ".lock");

        // Kept where the server understands it, since it then also frees the dead server's shared memory. It does not when the id
        // belongs to a foreign process or a zombie, or when there is none.
        var claimed = File.Exists(layout.PidFile) ? File.ReadLines(layout.PidFile).FirstOrDefault() ?? "" : null;
        if (claimed is not null
            && (!int.TryParse(claimed, NumberStyles.None, CultureInfo.InvariantCulture, out var processId)
                || Directory.Exists($"/proc/{processId}")))
        {
            LogForeignPidFile(claimed);
            File.Delete(layout.PidFile);
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.StartNew();
        var settings = Path.Combine(layout.Data, "postgresql.conf");
        await File.WriteAllTextAsync(settings + ".new", ServerSettings.Render(options, layout), cancellationToken);
        File.Move(settings + ".new", settings, overwrite: true);
        File.Delete(layout.StartLog);

        // Without --log the server would keep our end of its output open, and waiting for pg_ctl would never end.
        var outcome = await ControlAsync(options.StartTimeout, cancellationToken, "start", "--log", "log/start.log");
        if (!outcome.Succeeded || !await CanConnectAsync(cancellationToken))
        {
            throw new PrivateClusterException(
                $"The PostgreSQL server of {layout.Root} did not start. {outcome.Text} {LogTail()}");
        }

        _known = ProcessId;
        LogStarted(_known ?? 0, started.ElapsedMilliseconds);
    }

    private Task<ServerAccount.Outcome> ControlAsync(TimeSpan timeout, CancellationToken cancellationToken, params string[] arguments)
    {
        var seconds = ((int)Math.Ceiling(timeout.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return layout.Account.RunAsync(
            binaries.Program("pg_ctl"),
            // Relative paths, because pg_ctl hands them to a shell with hardly any quoting.
            [.. arguments, "--pgdata", "data", "--wait", "--timeout", seconds, "--silent"],
            timeout + TimeSpan.FromSeconds(5),
            cancellationToken,
            workingDirectory: layout.Root);
    }

    private async Task<bool> CanConnectAsync(CancellationToken cancellationToken)
    {
        var address = new NpgsqlConnectionStringBuilder(layout.ConnectionString("postgres")) { Pooling = false, Timeout = 5 };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private string LogTail()
    {
        var logs = new DirectoryInfo(layout.LogDirectory).GetFiles("*.log").OrderBy(file => file.LastWriteTimeUtc);
        var lines = logs.SelectMany(file => File.ReadLines(file.FullName).TakeLast(5)).TakeLast(8);
        return $"The end of its log ({layout.LogDirectory}): {string.Join(" | ", lines)}";
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Created a PostgreSQL {Major} cluster in {Directory}.")]
    private partial void LogCreated(string directory, int major);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL is up as process {ProcessId} after {Milliseconds} ms.")]
    private partial void LogStarted(int processId, long milliseconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Took over the running PostgreSQL server, process {ProcessId}.")]
    private partial void LogAdopted(int processId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The PostgreSQL server, process {ProcessId}, has gone. Starting it again.")]
    private partial void LogVanished(int processId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Removed postmaster.pid: it names '{Claimed}', which is not our server.")]
    private partial void LogForeignPidFile(string claimed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL did not stop in time and is being cut short: {Reason}")]
    private partial void LogStopFailed(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL, process {ProcessId}, stopped after {Milliseconds} ms.")]
    private partial void LogStopped(int processId, long milliseconds);
}
