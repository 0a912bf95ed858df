using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Views;
using SmsPlatform.Domain;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

/// <inheritdoc cref="IDeliveryAlarm"/>
/// <remarks>Looks every few seconds, so that whoever may ask for health and metrics, which is anybody, costs the database nothing.</remarks>
internal sealed partial class DeliveryAlarm : BackgroundService, IDeliveryAlarm
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Meter _meter = new("SmsPlatform.Messaging");
    private readonly NpgsqlDataSource _database;
    private readonly MessagingOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<DeliveryAlarm> _logger;

    public DeliveryAlarm(NpgsqlDataSource database, IOptions<MessagingOptions> options, TimeProvider clock, ILogger<DeliveryAlarm> logger)
    {
        _database = database;
        _options = options.Value;
        _clock = clock;
        _logger = logger;
        Current = DeliveryState.Of(0, null, clock.GetUtcNow(), _options.UndeliveredAlertAfter);
        _meter.CreateObservableGauge(
            "smsplatform.delivery.undelivered", () => Current.Undelivered, description: "Messages that wait to be handed to their provider.");
        _meter.CreateObservableGauge(
            "smsplatform.delivery.oldest_undelivered", () => Current.OldestUndeliveredSeconds, "s", "How long the oldest of them has waited.");
        _meter.CreateObservableGauge(
            "smsplatform.delivery.alert", () => Current.IsAlert ? 1 : 0, description: "1 while that is longer than it should be.");
    }

    public DeliveryState Current { get; private set; }

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var command = _database.CreateCommand($"SELECT {DeliveryStates.Columns} FROM messaging.messages AS m WHERE {DeliveryStates.Waiting}");
            var state = (await command.ReadAllAsync(
                row => DeliveryStates.Read(row, _clock.GetUtcNow(), _options.UndeliveredAlertAfter), cancellationToken))[0];
            if (state.IsAlert != Current.IsAlert)
            {
                Tell(state);
            }

            Current = state;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // An escaping exception would stop the host. The database is away, which the readiness check tells; the last look stands.
            LogUnavailable(exception);
        }
    }

    private void Tell(DeliveryState state)
    {
        if (state.IsAlert)
        {
            LogAlert(state.OldestUndeliveredSeconds, state.LimitSeconds, state.Undelivered);
        }
        else
        {
            LogWell();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The oldest undelivered message has waited {Seconds} s, longer than {Limit} s; {Count} wait.")]
    private partial void LogAlert(double seconds, double limit, long count);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Undelivered messages could not be looked at.")]
    private partial void LogUnavailable(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "No undelivered message waits too long any more.")]
    private partial void LogWell();
}

internal sealed class GetDeliveryStateHandler(NpgsqlDataSource database, IOptions<MessagingOptions> options, ICaller caller, TimeProvider clock)
    : IQueryHandler<GetDeliveryState, DeliveryState>
{
    public async Task<Result<DeliveryState>> Handle(GetDeliveryState query, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"""
            SELECT {DeliveryStates.Columns}
            FROM messaging.messages AS m
            WHERE {DeliveryStates.Waiting} AND m.workspace_id = $1
              AND ($2 IS NULL OR EXISTS (SELECT FROM messaging.conversations AS c WHERE c.id = m.conversation_id AND c.chatbot_id = $2))
            """);
        command.Add(caller.WorkspaceId?.Value ?? Guid.Empty).AddNullable(caller.OnlyChatbot);
        return (await command.ReadAllAsync(
            row => DeliveryStates.Read(row, clock.GetUtcNow(), options.Value.UndeliveredAlertAfter), cancellationToken))[0];
    }
}

internal static class DeliveryStates
{
    public const string Columns = "count(*), min(m.created_at)";

    // The predicate of the index of unsent messages, which are few while all is well.
    public const string Waiting = "m.direction = 'outbound' AND m.status IN ('queued', 'sending', 'unconfirmed')";

    public static DeliveryState Read(NpgsqlDataReader row, DateTimeOffset now, TimeSpan limit) =>
        DeliveryState.Of(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetFieldValue<DateTimeOffset>(1), now, limit);
}
