using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using SmsPlatform.Application.Channels;

namespace SmsPlatform.Infrastructure.Channels;

/// <summary>Hears of integrations that were changed, on any node, and lets the directory forget what it knows of them.</summary>
/// <remarks>Triggers announce them (<c>channels.announce_change</c>), so no writer can forget to. While it is deaf, the directory's few seconds hold.</remarks>
internal sealed partial class IntegrationListener(
    NpgsqlDataSource database, IIntegrationDirectory directory, TimeProvider clock, ILogger<IntegrationListener> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogDeaf(exception.Message);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = await database.OpenConnectionAsync(stoppingToken);
        connection.Notification += (_, _) => directory.Invalidate();
        await using (var command = new NpgsqlCommand("LISTEN channels_changed", connection))
        {
            await command.ExecuteNonQueryAsync(stoppingToken);
        }

        // What was announced while nobody listened is not told again.
        directory.Invalidate();
        while (true)
        {
            await connection.WaitAsync(stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes of integrations are not heard of at once: {Reason}")]
    private partial void LogDeaf(string reason);
}
