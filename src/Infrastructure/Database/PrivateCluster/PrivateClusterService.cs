using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SmsPlatform.Infrastructure.Database.PrivateCluster;

/// <summary>Starts the private cluster before every other service of the host and stops it after them, and restarts it when it dies.</summary>
public sealed partial class PrivateClusterService(
    PrivateClusterOptions options, TimeProvider clock, ILogger<PrivateClusterService> logger) : IHostedLifecycleService, IAsyncDisposable
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lazy<string> _connectionString = new(() => PostgresCluster.ConnectionStringOf(options));
    private PostgresCluster? _cluster;
    private Task _watch = Task.CompletedTask;

    /// <summary>Known before the server runs, so that what needs it can be built while the host is.</summary>
    public string ConnectionString => _connectionString.Value;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        _cluster = await PostgresCluster.StartAsync(options, logger, cancellationToken);
        _watch = WatchAsync(_cluster);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Without regard to the token: a server left behind would be found by the next host, but a stopped one is what was asked for.
    public Task StoppedAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    /// <summary>Also stops the cluster when the host fails while it starts and never comes to <see cref="StoppedAsync"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watch;
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    private async Task WatchAsync(PostgresCluster cluster)
    {
        using var timer = new PeriodicTimer(WatchInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                try
                {
                    await cluster.EnsureRunningAsync(_stopping.Token);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // The next tick tries again: a full disk, for one, may be cleared meanwhile.
                    LogRestartFailed(exception);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The private PostgreSQL server is down and could not be started.")]
    private partial void LogRestartFailed(Exception exception);
}
