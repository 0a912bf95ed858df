using Microsoft.Extensions.Logging;
using Npgsql;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

/// <inheritdoc cref="IStatusBoard"/>
internal sealed partial class StatusBoard(NpgsqlDataSource database, WorkSignal work, ILogger<StatusBoard> logger) : IStatusBoard
{
    public async Task<Result<Done>> ApplyAsync(
        ConnectedIntegration integration, StatusReport report, DateTimeOffset reportedAt, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var batch = new NpgsqlBatch(connection);
            AddClimb(batch, integration, report, reportedAt);
            if (report.OptedOut)
            {
                AddOptOut(batch, integration, report, reportedAt);
            }

            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            LogUnavailable(exception);
            return StoreErrors.Unavailable;
        }

        work.DeliveriesMayBeDue();
        return Done.Value;
    }

    /// <summary>
    /// Moves the message up, in one statement. Our own id in the callback's URL finds it even before the send's answer was
    /// recorded; a message that was waiting for that answer is settled by this, and its conversation may go on. A late report on an
    /// attempt before the message was sent again says nothing of the new one.
    /// </summary>
    private static void AddClimb(NpgsqlBatch batch, ConnectedIntegration integration, StatusReport report, DateTimeOffset now)
    {
        var status = report.Status!.Value;
        var failed = status is MessageStatus.Failed or MessageStatus.Undelivered;
        batch.Add("""
            WITH target AS (
                SELECT m.id, m.conversation_id, m.status
                FROM messaging.messages AS m
                WHERE m.integration_id = $1 AND m.direction = 'outbound' AND m.status_rank < $5
                  AND (m.external_id = $2 OR (m.id = $3 AND m.external_id IS NULL AND NOT EXISTS (
                      SELECT FROM messaging.delivery_attempts AS former WHERE former.message_id = m.id AND former.external_id = $2)))
                FOR UPDATE
            ),
            climbed AS (
                UPDATE messaging.messages AS m
                SET status = $4, status_rank = $5, status_at = $8, status_source = 'callback',
                    external_id = coalesce(m.external_id, $2), next_attempt_at = NULL,
                    error_code = $6, error_message = $7,
                    sent_at = coalesce(m.sent_at, $8),
                    delivered_at = CASE WHEN $9 THEN coalesce(m.delivered_at, $8) ELSE m.delivered_at END
                FROM target
                WHERE m.id = target.id AND m.status_rank < $5
                RETURNING m.conversation_id, target.status AS former
            )
            UPDATE messaging.conversation_activity AS a
            SET delivery_due_at = $8
            FROM climbed
            WHERE a.conversation_id = climbed.conversation_id AND climbed.former IN ('queued', 'sending', 'unconfirmed')
            """)
            .Add(integration.Id.Value)
            .Add(report.ExternalId)
            .AddNullable(report.MessageId?.Value)
            .Add(EnumText<MessageStatus>.Text(status))
            .Add(status.Rank())
            .AddNullable(failed ? report.ErrorCode : null)
            .AddNullable(failed ? report.ErrorMessage : null)
            .Add(now)
            .Add(status is MessageStatus.Delivered or MessageStatus.Read);
    }

    // Not when the contact opted in again since the attempt that is reported on: it may be told late, and more than once.
    private static void AddOptOut(NpgsqlBatch batch, ConnectedIntegration integration, StatusReport report, DateTimeOffset now) =>
        batch.Add("""
            WITH silenced AS (
                UPDATE messaging.conversations AS c
                SET opted_out_at = $4
                FROM messaging.messages AS m
                WHERE m.integration_id = $1 AND (m.external_id = $2 OR m.id = $5) AND c.id = m.conversation_id AND c.opted_out_at IS NULL
                  AND NOT EXISTS (
                      SELECT FROM messaging.consent_entries AS e
                      WHERE e.conversation_id = c.id AND e.kind = 'opt_in' AND e.created_at >= coalesce(
                          (SELECT a.started_at FROM messaging.delivery_attempts AS a
                           WHERE a.message_id = m.id AND (a.external_id = $2 OR a.external_id IS NULL)
                           ORDER BY a.external_id NULLS LAST, a.number DESC LIMIT 1),
                          m.created_at))
                RETURNING c.id, c.workspace_id, m.id AS message_id
            )
            INSERT INTO messaging.consent_entries (id, workspace_id, conversation_id, kind, source, message_id, created_at)
            SELECT $3, workspace_id, id, 'opt_out', 'status_callback', message_id, $4 FROM silenced
            """)
            .Add(integration.Id.Value)
            .Add(report.ExternalId)
            .Add(ConsentEntryId.New(now).Value)
            .Add(now)
            .AddNullable(report.MessageId?.Value);

    [LoggerMessage(Level = LogLevel.Error, Message = "A status report could not be stored; the provider is asked to post again.")]
    private partial void LogUnavailable(Exception exception);
}
