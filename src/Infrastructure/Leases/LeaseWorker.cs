using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SmsPlatform.Infrastructure.Leases;

/// <summary>A loop that leases due work and does up to <see cref="LeasedWork{TLease}.Parallel"/> pieces of it at a time.</summary>
/// <remarks>Any number of nodes may run it. Whatever it is killed in the middle of, another one takes up when the lease ends.</remarks>
internal sealed partial class LeaseWorker<TLease>(
    LeasedWork<TLease> work, IServiceScopeFactory scopes, TimeProvider clock, ILogger<LeaseWorker<TLease>> logger) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _places = new(work.Parallel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await TakeAsync(stoppingToken))
                {
                    await work.WaitAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                // An escaping exception would stop the host, and with it every other worker. The rows stay due.
                LogFailed(exception);
                await Task.Delay(PauseAfterFailure, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        // What was begun is finished, so that its outcome is recorded; leases of what hangs end by themselves.
        for (var place = 0; place < work.Parallel; place++)
        {
            await _places.WaitAsync(CancellationToken.None);
        }
    }

    public override void Dispose()
    {
        _places.Dispose();
        base.Dispose();
    }

    /// <summary>Starts as much due work as there are free places.</summary>
    /// <returns>False when nothing was due.</returns>
    private async Task<bool> TakeAsync(CancellationToken stoppingToken)
    {
        await _places.WaitAsync(stoppingToken);
        var places = 1;
        try
        {
            while (places < work.Parallel && _places.Wait(0, CancellationToken.None))
            {
                places++;
            }

            await using var scope = scopes.CreateAsyncScope();
            var claimed = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(work.Claim(places), stoppingToken);
            var leases = claimed.Value;
            foreach (var lease in leases)
            {
                places--;
                _ = RunAsync(lease, stoppingToken);
            }

            return leases.Count > 0;
        }
        finally
        {
            if (places > 0)
            {
                _places.Release(places);
            }
        }
    }

    private async Task RunAsync(TLease lease, CancellationToken stoppingToken)
    {
        try
        {
            await Task.Yield();
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(work.Do(lease), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
        finally
        {
            _places.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Leased work failed; it is taken up again when its lease ends.")]
    private partial void LogFailed(Exception exception);
}
