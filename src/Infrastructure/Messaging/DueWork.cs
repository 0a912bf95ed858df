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

    // An array and not a join: a plan that does not know how many are asked for expects a tenth of the queue, and would join it with the
    // whole table. Like this the cost is that of the rows that are claimed, however many are due and however many are there.
    private readonly string _claim = $"""
        UPDATE messaging.conversation_activity AS a
        SET {kind}_lease_until = $2, {kind}_fence = a.{kind}_fence + 1
        WHERE a.conversation_id = ANY (ARRAY(
            SELECT conversation_id
            FROM messaging.conversation_activity
            WHERE {kind}_due_at <= $1 AND ({kind}_lease_until IS NULL OR {kind}_lease_until <= $1)
            ORDER BY {kind}_due_at
            LIMIT $3
            FOR UPDATE SKIP LOCKED))
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
