using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace SmsPlatform.Infrastructure.Database;

/// <summary>Brings the schema up to date before anything else starts. EF takes a lock, so nodes may start at once.</summary>
internal sealed partial class DatabaseMigrator(
    IDbContextFactory<PlatformDbContext> contexts,
    TimeProvider clock,
    ILogger<DatabaseMigrator> logger) : IHostedService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var startedAt = clock.GetUtcNow();
        while (true)
        {
            try
            {
                await using var context = await contexts.CreateDbContextAsync(cancellationToken);
                await context.Database.MigrateAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException exception) when (exception.IsTransient && clock.GetUtcNow() - startedAt < Patience)
            {
                // The database may be starting beside us, as it does under docker compose.
                LogWaiting(exception.Message);
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer yet: {Reason}")]
    private partial void LogWaiting(string reason);
}
