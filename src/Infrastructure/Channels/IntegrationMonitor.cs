using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Channels;

/// <inheritdoc cref="IIntegrationMonitor"/>
/// <remarks>Counts in memory and adds to the rows every few seconds: a busy integration must not become a row that everybody waits for.</remarks>
internal sealed partial class IntegrationMonitor : BackgroundService, IIntegrationMonitor
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly Meter _meter = new("SmsPlatform.Channels");
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _rejected;
    private readonly NpgsqlDataSource _database;
    private readonly RejectionSamples _samples;
    private readonly TimeProvider _clock;
    private readonly ILogger<IntegrationMonitor> _logger;
    private ConcurrentDictionary<Guid, Tally> _tallies = new();
    private ConcurrentDictionary<(Guid IntegrationId, string Reason), long> _rejections = new();

    public IntegrationMonitor(NpgsqlDataSource database, RejectionSamples samples, TimeProvider clock, ILogger<IntegrationMonitor> logger)
    {
        _database = database;
        _samples = samples;
        _clock = clock;
        _logger = logger;
        _accepted = _meter.CreateCounter<long>("smsplatform.webhooks.accepted", description: "Webhooks verified and stored.");
        _rejected = _meter.CreateCounter<long>("smsplatform.webhooks.rejected", description: "Webhooks refused, by reason.");
    }

    public void Accepted(ConnectedIntegration integration)
    {
        _accepted.Add(1, new KeyValuePair<string, object?>("channel", EnumText<Channel>.Text(integration.Channel)));
        Interlocked.Increment(ref Of(integration.Id).Received);
    }

    public void Rejected(RejectedWebhook webhook)
    {
        _rejected.Add(
            1,
            new KeyValuePair<string, object?>("channel", EnumText<Channel>.Text(webhook.Channel)),
            new KeyValuePair<string, object?>("reason", webhook.Reason));
        _rejections.AddOrUpdate((webhook.Integration?.Id.Value ?? Guid.Empty, webhook.Reason), 1, (_, count) => count + 1);
        if (webhook.Integration is { } integration)
        {
            Interlocked.Increment(ref Of(integration.Id).Rejected);
        }

        _samples.Offer(webhook);
    }

    public void Sent(IntegrationId id) => Interlocked.Increment(ref Of(id).Sent);

    public void SendFailed(IntegrationId id) => Interlocked.Increment(ref Of(id).Failed);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    /// <summary>Adds what was counted since the last time.</summary>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        var tallies = Interlocked.Exchange(ref _tallies, new ConcurrentDictionary<Guid, Tally>());
        var rejections = Interlocked.Exchange(ref _rejections, new ConcurrentDictionary<(Guid, string), long>());
        try
        {
            await AddAsync(tallies, cancellationToken);
            await AddAsync(rejections, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The database is away, or gone already as the host ends. Counts are no messages: what cannot be added now is let go, and
            // nothing about them may end the host.
            LogLost(exception.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await FlushAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The last counts are added when the host stops.
        }
    }

    private Tally Of(IntegrationId id) => _tallies.GetOrAdd(id.Value, _ => new Tally());

    private async Task AddAsync(ConcurrentDictionary<Guid, Tally> tallies, CancellationToken cancellationToken)
    {
        if (tallies.IsEmpty)
        {
            return;
        }

        // Locked in the order of their ids, so that two nodes cannot wait for each other.
        var all = tallies.ToArray();
        await using var command = _database.CreateCommand("""
            WITH tally AS (
                SELECT * FROM unnest($1, $2, $3, $4, $5) AS t (id, received, sent, failed, rejected)
            ), locked AS (
                SELECT i.id, i.status FROM channels.integrations AS i WHERE i.id = ANY ($1) ORDER BY i.id FOR UPDATE
            ), counted AS (
                UPDATE channels.integrations AS i
                SET received_count = i.received_count + t.received,
                    sent_count = i.sent_count + t.sent,
                    failed_count = i.failed_count + t.failed,
                    rejected_count = i.rejected_count + t.rejected,
                    last_used_at = CASE WHEN t.received + t.sent > 0 THEN $6 ELSE i.last_used_at END
                FROM tally AS t JOIN locked ON locked.id = t.id
                WHERE i.id = t.id
                RETURNING i.id, i.workspace_id, i.chatbot_id, i.channel, i.status, t.received, i.deleted_at
            )
            SELECT id FROM counted WHERE status = 'pending' AND received > 0 AND deleted_at IS NULL
            """);
        command.Add(all.Select(pair => pair.Key).ToArray())
            .Add(all.Select(pair => pair.Value.Received).ToArray())
            .Add(all.Select(pair => pair.Value.Sent).ToArray())
            .Add(all.Select(pair => pair.Value.Failed).ToArray())
            .Add(all.Select(pair => pair.Value.Rejected).ToArray())
            .Add(_clock.GetUtcNow());
        var connected = await command.ReadAllAsync(row => row.GetGuid(0), cancellationToken);
        foreach (var id in connected)
        {
            await ConnectAsync(id, cancellationToken);
        }
    }

    // A verified webhook proves the account and its token. It does not end an error: what sends may be another credential.
    private async Task ConnectAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        await using var command = _database.CreateCommand("""
            WITH connected AS (
                UPDATE channels.integrations SET status = 'connected', updated_at = $2
                WHERE id = $1 AND status = 'pending'
                RETURNING id, workspace_id, chatbot_id, channel
            )
            INSERT INTO channels.integration_logs (id, workspace_id, chatbot_id, integration_id, channel, event, code, created_at)
            SELECT $3, workspace_id, chatbot_id, id, channel, 'connected', 'webhook', $2 FROM connected
            """);
        command.Add(id).Add(now).Add(Guid.CreateVersion7(now));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task AddAsync(ConcurrentDictionary<(Guid IntegrationId, string Reason), long> rejections, CancellationToken cancellationToken)
    {
        if (rejections.IsEmpty)
        {
            return;
        }

        var now = _clock.GetUtcNow();
        var all = rejections.OrderBy(pair => pair.Key).ToArray();
        await using var command = _database.CreateCommand("""
            INSERT INTO channels.rejection_counts AS c (integration_id, bucket, reason, count)
            SELECT id, $4, reason, count FROM unnest($1, $2, $3) AS t (id, reason, count) ORDER BY id, reason
            ON CONFLICT (integration_id, bucket, reason) DO UPDATE SET count = c.count + excluded.count
            """);
        command.Add(all.Select(pair => pair.Key.IntegrationId).ToArray())
            .Add(all.Select(pair => pair.Key.Reason).ToArray())
            .Add(all.Select(pair => pair.Value).ToArray())
            .Add(Spikes.BucketOf(now));
        await command.ExecuteNonQueryAsync(cancellationToken);
        await Spikes.LogRisesAsync(
            _database, [.. all.Select(pair => pair.Key.IntegrationId).Where(id => id != Guid.Empty).Distinct()], now, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Counts of integrations could not be added: {Reason}")]
    private partial void LogLost(string reason);

    private sealed class Tally
    {
        public long Received;
        public long Sent;
        public long Failed;
        public long Rejected;
    }
}
