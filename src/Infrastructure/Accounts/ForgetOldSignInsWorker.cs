using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SmsPlatform.Application.Accounts;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>Runs <see cref="ForgetOldSignIns"/> every hour. Every node does: deleting twice does no harm.</summary>
internal sealed partial class ForgetOldSignInsWorker(
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<ForgetOldSignInsWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ForgetOldSignIns(), stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // An escaping exception would stop the host, and with it every other worker.
                LogFailed(exception);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Old sign-ins could not be deleted; the next hour tries again.")]
    private partial void LogFailed(Exception exception);
}
