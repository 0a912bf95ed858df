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
using SmsPlatform.Domain.Channels;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

/// <inheritdoc cref="IDeliveryAlarm"/>
/// <remarks>
/// Looks every few seconds, so that whoever may ask for health and metrics, which is anybody, costs the database nothing. When it cannot
/// look for longer, it gives the alarm as well: that nobody knows is no reason to think that all is well.
/// </remarks>
internal sealed partial class DeliveryAlarm : BackgroundService, IDeliveryAlarm
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    // A database that fails over is back before.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Meter _meter = new("SmsPlatform.Messaging");
    private readonly NpgsqlDataSource _database;
    private readonly MessagingOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<DeliveryAlarm> _logger;
    private volatile View _view;

    public DeliveryAlarm(NpgsqlDataSource database, IOptions<MessagingOptions> options, TimeProvider clock, ILogger<DeliveryAlarm> logger)
    {
        _database = database;
        _options = options.Value;
        _clock = clock;
        _logger = logger;
        _view = new View(DeliveryState.Of(0, null, clock.GetUtcNow(), _options.UndeliveredAlertAfter), null);
        _meter.CreateObservableGauge(
            "smsplatform.delivery.undelivered", () => Current.Undelivered, description: "Messages that wait to be handed to their provider, counted up to 10001.");
        _meter.CreateObservableGauge(
            "smsplatform.delivery.oldest_undelivered", () => Current.OldestUndeliveredSeconds, "s", "How long the oldest of them has waited.");
        _meter.CreateObservableGauge(
            "smsplatform.delivery.alert", () => IsAlarming ? 1 : 0, description: "1 while that is longer than it should be, or cannot be told.");
    }

    public DeliveryState Current => _view.State;

    public DateTimeOffset? BlindSince => _view.FailingSince is { } since && _clock.GetUtcNow() - since > Patience ? since : null;

    private bool IsAlarming => Current.IsAlert || BlindSince is not null;

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
            await using var command = _database.CreateCommand(DeliveryStates.OfAll);
            var state = (await command.ReadAllAsync(
                row => DeliveryStates.Read(row, _clock.GetUtcNow(), _options.UndeliveredAlertAfter), cancellationToken))[0];
            Tell(state);
            _view = new View(state, null);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // An escaping exception would stop the host. The last look stands for a while. One warning is enough until it looks again.
            if (_view.FailingSince is null)
            {
                LogUnavailable(exception, Patience.TotalSeconds);
                _view = _view with { FailingSince = _clock.GetUtcNow() };
            }
        }
    }

    private void Tell(DeliveryState state)
    {
        if (state.IsAlert && !Current.IsAlert)
        {
            LogAlert(
                state.OldestUndeliveredSeconds,
                state.LimitSeconds,
                state.Undelivered < DeliveryState.MostCounted ? $"{state.Undelivered}" : $"more than {DeliveryState.MostCounted - 1}");
        }
        else if (!state.IsAlert && (Current.IsAlert || _view.FailingSince is not null))
        {
            LogWell();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The oldest undelivered message has waited {Seconds} s, longer than {Limit} s; {Count} wait.")]
    private partial void LogAlert(double seconds, double limit, string count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Undelivered messages could not be looked at. After {Seconds} s that gives the alarm.")]
    private partial void LogUnavailable(Exception exception, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "No undelivered message waits too long any more.")]
    private partial void LogWell();

    /// <param name="FailingSince">The first of the looks in vain since the last good one; null when that was the latest.</param>
    private sealed record View(DeliveryState State, DateTimeOffset? FailingSince);
}

internal sealed class GetDeliveryStateHandler(NpgsqlDataSource database, IOptions<MessagingOptions> options, ICaller caller, TimeProvider clock)
    : IQueryHandler<GetDeliveryState, DeliveryState>
{
    public async Task<Result<DeliveryState>> Handle(GetDeliveryState query, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(DeliveryStates.OfWorkspace);
        command.Add(caller.WorkspaceId?.Value ?? Guid.Empty)
            .AddNullable(caller.OnlyChatbot)
            .Add(Enum.GetValues<Channel>().Select(EnumText<Channel>.Text).ToArray());
        return (await command.ReadAllAsync(
            row => DeliveryStates.Read(row, clock.GetUtcNow(), options.Value.UndeliveredAlertAfter), cancellationToken))[0];
    }
}

internal static class DeliveryStates
{
    /// <summary>Reads the beginning of the index of the oldest unsent messages, whatever their number.</summary>
    public static readonly string OfAll = $"""
        SELECT count(*), min(created_at)
        FROM (
            SELECT m.created_at
            FROM messaging.messages AS m
            WHERE m.direction = 'outbound' AND m.status IN ('queued', 'sending', 'unconfirmed')
            ORDER BY m.created_at
            LIMIT {DeliveryState.MostCounted}) AS waiting
        """;

    /// <summary>
    /// Reads the beginning of one run for each channel and status of the index of a workspace's messages by these, because those of other
    /// workspaces may be many more. Only for somebody who is held to one chatbot it has to pass over those of the others.
    /// </summary>
    public static readonly string OfWorkspace = $"""
        SELECT least(count(*), {DeliveryState.MostCounted}), min(waiting.created_at)
        FROM unnest($3) AS channel (name)
        CROSS JOIN unnest(ARRAY['queued', 'sending', 'unconfirmed']) AS status (name)
        CROSS JOIN LATERAL (
            SELECT m.created_at
            FROM messaging.messages AS m
            WHERE m.workspace_id = $1 AND m.channel = channel.name AND m.status = status.name AND m.direction = 'outbound'
              AND ($2 IS NULL OR EXISTS (SELECT FROM messaging.conversations AS c WHERE c.id = m.conversation_id AND c.chatbot_id = $2))
            ORDER BY m.created_at
            LIMIT {DeliveryState.MostCounted}) AS waiting
        """;

    public static DeliveryState Read(NpgsqlDataReader row, DateTimeOffset now, TimeSpan limit) =>
        DeliveryState.Of(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetFieldValue<DateTimeOffset>(1), now, limit);
}
