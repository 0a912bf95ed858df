using Npgsql;
using SmsPlatform.Application.Messaging.Views;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Lists;

namespace SmsPlatform.Infrastructure.Messaging.Feed;

/// <summary>The changes of outbound messages' status; each message as that change left it.</summary>
internal sealed class StatusChangesTopic(NpgsqlDataSource database) : IFeedTopic<StatusChanged>
{
    // A message's changes are numbered in the order of their commits, because each holds the message's row until then.
    private static readonly SqlView<Message> View = new(
        MessagingTables.Messages,
        (nameof(Message.Status), "s.status"),
        (nameof(Message.ErrorCode), "s.error_code"),
        (nameof(Message.ErrorMessage), "CASE WHEN m.error_code = s.error_code THEN m.error_message END"),
        (nameof(Message.Change), """
            (SELECT count(*)::int FROM messaging.status_changes AS p WHERE p.message_id = s.message_id AND p.seq <= s.seq)
            """));

    private static readonly string Sql = $"""
        SELECT s.seq, s.workspace_id, c.chatbot_id, {View.Columns}
        FROM messaging.status_changes AS s
        JOIN messaging.messages AS m ON m.id = s.message_id
        JOIN messaging.conversations AS c ON c.id = m.conversation_id
        WHERE s.seq > $1 AND s.seq <= $2 AND ($4 IS NULL OR s.workspace_id = $4)
        ORDER BY s.seq
        LIMIT $3
        """;

    public async Task<IReadOnlyList<StatusChanged>> ReadAsync(FeedRange range, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sql);
        command.Add(range);
        return await command.ReadAllAsync(
            row => new StatusChanged(row.GetInt64(0), row.GetGuid(1), row.GetGuid(2), View.Read(row, 3)), cancellationToken);
    }
}

internal sealed record StatusChanged(long Seq, Guid WorkspaceId, Guid ChatbotId, Message Message) : IFeedItem;
