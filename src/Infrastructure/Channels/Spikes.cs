using Microsoft.EntityFrameworkCore;
using Npgsql;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Channels;

/// <summary>When rejections are more than the odd probe: ten within ten minutes, and five times as many as in the day before.</summary>
internal static class Spikes
{
    private static readonly TimeSpan BucketLength = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(10);

    public static DateTimeOffset BucketOf(DateTimeOffset now) => new(now.UtcTicks - (now.UtcTicks % BucketLength.Ticks), TimeSpan.Zero);

    /// <summary>Which of the integrations are spiking now.</summary>
    public static async Task<IReadOnlySet<Guid>> FindSpikingAsync(
        this PlatformDbContext db, Guid[] integrations, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (integrations.Length == 0)
        {
            return new HashSet<Guid>();
        }

        var (recent, day) = (now - Recent, now - TimeSpan.FromDays(1));

        // A day before the last ten minutes has 143 times ten of them.
        var found = await db.Database.SqlQuery<Guid>($"""
            SELECT integration_id AS "Value"
            FROM channels.rejection_counts
            WHERE integration_id = ANY ({integrations}) AND bucket > {day}
            GROUP BY integration_id
            HAVING coalesce(sum(count) FILTER (WHERE bucket > {recent}), 0) >= 10
               AND coalesce(sum(count) FILTER (WHERE bucket > {recent}), 0) >= 5 * coalesce(sum(count) FILTER (WHERE bucket <= {recent}), 0) / 143.0
            """).ToListAsync(cancellationToken);
        return found.ToHashSet();
    }

    /// <summary>Writes one log entry for each integration that spikes and has had no such entry within the hour.</summary>
    public static async Task LogRisesAsync(NpgsqlDataSource database, Guid[] integrations, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var integration in integrations)
        {
            await using var command = database.CreateCommand("""
                INSERT INTO channels.integration_logs (id, workspace_id, chatbot_id, integration_id, channel, event, code, message, created_at)
                SELECT $2, i.workspace_id, i.chatbot_id, i.id, i.channel, 'rejections_rose', 'webhook.rejected',
                       'Many webhooks were rejected within minutes. The rejections tell why.', $3
                FROM channels.integrations AS i
                WHERE i.id = $1
                  AND (SELECT coalesce(sum(count), 0) FROM channels.rejection_counts WHERE integration_id = $1 AND bucket > $4) >= 10
                  AND (SELECT coalesce(sum(count), 0) FROM channels.rejection_counts WHERE integration_id = $1 AND bucket > $4)
                      >= 5 * (SELECT coalesce(sum(count), 0) FROM channels.rejection_counts
                              WHERE integration_id = $1 AND bucket > $5 AND bucket <= $4) / 143.0
                  AND NOT EXISTS (
                      SELECT FROM channels.integration_logs AS log
                      WHERE log.chatbot_id = i.chatbot_id AND log.integration_id = i.id AND log.event = 'rejections_rose' AND log.created_at > $6)
                """);
            command.Add(integration)
                .Add(Guid.CreateVersion7(now))
                .Add(now)
                .Add(now - Recent)
                .Add(now - TimeSpan.FromDays(1))
                .Add(now - TimeSpan.FromHours(1));
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
