using Npgsql;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>How an attempt ended, as one batch: the attempt, its message, and what it says of the integration and of consent.</summary>
/// <remarks>
/// The worker may have been frozen so long that another one gave the attempt up. What that one decided since stands, but for one
/// thing: an answer with the provider's id proves that the message was taken, so it ends the doubt, and a send for want of proof.
/// </remarks>
internal sealed class AttemptRecord(
    Head head, DeliveryLease lease, int attempt, SendOutcome outcome, NextStep step, DateTimeOffset now)
{
    public NpgsqlBatch ToBatch(NpgsqlConnection connection)
    {
        var batch = new NpgsqlBatch(connection);
        AddAttempt(batch);
        AddMessage(batch);
        if (outcome.ExternalId is not null)
        {
            AddProofOfLateAnswer(batch);
        }

        if (outcome.Kind == AttemptOutcome.Misconfigured)
        {
            AddFailureOfIntegration(batch);
        }
        else if (outcome.Kind == AttemptOutcome.Accepted)
        {
            AddUseOfIntegration(batch);
        }

        if (outcome.OptedOut)
        {
            AddOptOut(batch);
        }

        return batch;
    }

    // One that was given up keeps the time at which it was; by that a late answer is told from one in time below.
    private void AddAttempt(NpgsqlBatch batch) =>
        batch.Add("""
            UPDATE messaging.delivery_attempts
            SET finished_at = coalesce(finished_at, $3), outcome = $4, external_id = $5, error_code = $6, error_message = $7
            WHERE message_id = $1 AND number = $2
              AND (finished_at IS NULL OR (outcome = 'ambiguous' AND external_id IS NULL AND $5 IS NOT NULL))
            """)
            .Add(head.Id.Value)
            .Add(attempt)
            .Add(now)
            .Add(EnumText<AttemptOutcome>.Text(outcome.Kind))
            .AddNullable(outcome.ExternalId)
            .AddNullable(outcome.ErrorCode)
            .AddNullable(outcome.ErrorMessage);

    /// <remarks>
    /// A callback may have arrived first and taken the message further up; then it needs nothing more. One that waits to be sent again
    /// because a look-up did not find it is settled by proof as well, but not one that somebody wants sent again.
    /// </remarks>
    private void AddMessage(NpgsqlBatch batch) =>
        batch.Add("""
            UPDATE messaging.messages AS m
            SET external_id = coalesce(m.external_id, $4), status = $3, status_rank = $5, status_at = $9, status_source = 'send',
                next_attempt_at = $6, error_code = $7, error_message = $8,
                sent_at = CASE WHEN $4 IS NOT NULL THEN coalesce(m.sent_at, $9) ELSE m.sent_at END
            WHERE m.id = $1 AND m.attempts = $2
              AND (m.status = 'sending'
                  OR ($4 IS NOT NULL
                      AND (m.status = 'unconfirmed' OR (m.status = 'queued' AND m.status_source = 'look_up'))
                      AND NOT EXISTS (
                          SELECT FROM messaging.messages AS other
                          WHERE other.integration_id = m.integration_id AND other.external_id = $4 AND other.id <> m.id)))
            """)
            .Add(head.Id.Value)
            .Add(attempt)
            .Add(EnumText<MessageStatus>.Text(step.Status))
            .AddNullable(outcome.ExternalId)
            .Add(step.Status.Rank())
            .AddNullable(step.DueAt)
            .AddNullable(outcome.ErrorCode)
            .AddNullable(outcome.ErrorMessage)
            .Add(now);

    private void AddProofOfLateAnswer(NpgsqlBatch batch)
    {
        // One that was given up for good stays so until the provider reports on it; by its id it will be found.
        batch.Add("""
            UPDATE messaging.messages AS m
            SET external_id = $3, sent_at = coalesce(m.sent_at, $4)
            WHERE m.id = $1 AND m.attempts = $2 AND m.external_id IS NULL AND m.status NOT IN ('queued', 'sending', 'unconfirmed')
              AND NOT EXISTS (
                  SELECT FROM messaging.messages AS other
                  WHERE other.integration_id = m.integration_id AND other.external_id = $3 AND other.id <> m.id)
            """)
            .Add(head.Id.Value)
            .Add(attempt)
            .AddNullable(outcome.ExternalId)
            .Add(now);

        // While the lease is ours its end sets when the conversation is due. When it is not, the next message need not wait for a look-up.
        batch.Add("""
            UPDATE messaging.conversation_activity SET delivery_due_at = least(delivery_due_at, $3)
            WHERE conversation_id = $1 AND delivery_fence <> $2
            """)
            .Add(lease.ConversationId.Value)
            .Add(lease.Fence)
            .Add(now);
    }

    // Not when the settings were changed since the attempt began: it says nothing of the new ones.
    private void AddFailureOfIntegration(NpgsqlBatch batch) =>
        batch.Add("""
            WITH failed AS (
                UPDATE channels.integrations AS i
                SET status = 'error', last_error = $2, updated_at = $3
                FROM messaging.delivery_attempts AS a
                WHERE i.id = $1 AND a.message_id = $4 AND a.number = $5 AND a.finished_at = $3 AND i.configured_at <= a.started_at
                  AND (i.status <> 'error' OR i.last_error IS DISTINCT FROM $2)
                RETURNING i.id, i.workspace_id, i.chatbot_id, i.channel
            )
            INSERT INTO channels.integration_logs (id, workspace_id, chatbot_id, integration_id, channel, event, code, message, created_at)
            SELECT $6, workspace_id, chatbot_id, id, channel, 'failed', $7, $2, $3 FROM failed
            """)
            .Add(head.IntegrationId.Value)
            .AddNullable(outcome.ErrorMessage ?? outcome.ErrorCode)
            .Add(now)
            .Add(head.Id.Value)
            .Add(attempt)
            .Add(Guid.CreateVersion7(now))
            .AddNullable(outcome.ErrorCode);

    // At most once a minute: a busy integration must not become a hot row.
    private void AddUseOfIntegration(NpgsqlBatch batch) =>
        batch.Add("""
            WITH before AS (
                SELECT id, status FROM channels.integrations
                WHERE id = $1 AND (status <> 'connected' OR last_used_at IS NULL OR last_used_at < $2 - interval '1 minute')
                  AND EXISTS (
                      SELECT FROM messaging.delivery_attempts AS a WHERE a.message_id = $4 AND a.number = $5 AND a.finished_at = $2)
                FOR UPDATE
            ), used AS (
                UPDATE channels.integrations AS i
                SET status = 'connected', last_error = NULL, last_used_at = $2
                FROM before
                WHERE i.id = before.id
                RETURNING i.id, i.workspace_id, i.chatbot_id, i.channel, before.status AS former
            )
            INSERT INTO channels.integration_logs (id, workspace_id, chatbot_id, integration_id, channel, event, created_at)
            SELECT $3, workspace_id, chatbot_id, id, channel, 'connected', $2 FROM used WHERE former <> 'connected'
            """)
            .Add(head.IntegrationId.Value)
            .Add(now)
            .Add(Guid.CreateVersion7(now))
            .Add(head.Id.Value)
            .Add(attempt);

    // Not when the contact opted in again since the attempt began.
    private void AddOptOut(NpgsqlBatch batch) =>
        batch.Add("""
            WITH silenced AS (
                UPDATE messaging.conversations AS c
                SET opted_out_at = $3
                FROM messaging.messages AS m
                JOIN messaging.delivery_attempts AS a ON a.message_id = m.id AND a.number = $4
                WHERE m.id = $1 AND c.id = m.conversation_id AND c.opted_out_at IS NULL
                  AND NOT EXISTS (
                      SELECT FROM messaging.consent_entries AS e
                      WHERE e.conversation_id = c.id AND e.kind = 'opt_in' AND e.created_at >= a.started_at)
                RETURNING c.id, c.workspace_id
            )
            INSERT INTO messaging.consent_entries (id, workspace_id, conversation_id, kind, source, message_id, created_at)
            SELECT $2, workspace_id, id, 'opt_out', 'send_error', $1, $3 FROM silenced
            """)
            .Add(head.Id.Value)
            .Add(ConsentEntryId.New(now).Value)
            .Add(now)
            .Add(attempt);
}
