using Npgsql;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>What goes with a person's taking a conversation from the bot.</summary>
internal static class Takeover
{
    /// <summary>Withdraws what the bot wrote and nobody has begun to send. What it queues at this very moment, the delivery step withdraws.</summary>
    /// <remarks>Now, and not only there: given back to the bot a moment later, they must not go after all.</remarks>
    public static void AddWithdrawal(NpgsqlBatch batch, ConversationId id, DateTimeOffset now) => batch.Add("""
        UPDATE messaging.messages
        SET status = 'canceled', status_rank = $2, status_at = $5, status_source = 'manual', next_attempt_at = NULL, error_code = $3, error_message = $4
        WHERE conversation_id = $1 AND direction = 'outbound' AND status = 'queued' AND is_automatic
        """)
        .Add(id.Value)
        .Add(MessageStatus.Canceled.Rank())
        .Add(MessagingErrors.TakenOver.Code)
        .Add(MessagingErrors.TakenOver.Message)
        .Add(now);
}
