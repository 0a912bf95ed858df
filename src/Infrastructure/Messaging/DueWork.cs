using Npgsql;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>One kind of work that falls due in conversations: how it is claimed, and marked where its mark was lost.</summary>
/// <remarks>Its columns in <c>conversation_activity</c>, such as <c>answer_due_at</c>, begin with its name.</remarks>
internal sealed class DueWork(string kind)
{
    public static readonly DueWork Answers = new("answer");
    public static readonly DueWork Deliveries = new("delivery");

    private readonly string _claim = $"""
        UPDATE messaging.conversation_activity AS a
        SET {kind}_lease_until = $2, {kind}_fence = a.{kind}_fence + 1
        FROM (
            SELECT conversation_id
            FROM messaging.conversation_activity
            WHERE {kind}_due_at <= $1 AND ({kind}_lease_until IS NULL OR {kind}_lease_until <= $1)
            ORDER BY {kind}_due_at
            LIMIT $3
            FOR UPDATE SKIP LOCKED) AS due
        WHERE a.conversation_id = due.conversation_id
        RETURNING a.conversation_id, a.{kind}_fence
        """;

    /// <summary>Leases the conversations that have waited longest.</summary>
    public async Task<IReadOnlyList<(ConversationId ConversationId, long Fence)>> ClaimAsync(
        NpgsqlDataSource database, int limit, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(_claim);
        command.Add(now).Add(leaseUntil).Add(limit);
        return await command.ReadAllAsync(row => (new ConversationId(row.GetGuid(0)), row.GetInt64(1)), cancellationToken);
    }
}
