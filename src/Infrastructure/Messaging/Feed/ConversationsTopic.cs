using Npgsql;
using SmsPlatform.Application.Messaging.Views;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Lists;

namespace SmsPlatform.Infrastructure.Messaging.Feed;

/// <summary>The conversations in which something happened: a message in or out, or a decision. Each once a range, at its latest number.</summary>
internal sealed class ConversationsTopic(NpgsqlDataSource database) : IFeedTopic<ConversationChanged>
{
    private static readonly SqlView<Conversation> View = new(MessagingTables.Conversations);
    private static readonly string Sql = $"""
        WITH news AS MATERIALIZED (
            SELECT conversation_id, max(seq) AS seq
            FROM (
                SELECT conversation_id, seq FROM messaging.messages
                WHERE seq > $1 AND seq <= $2 AND ($4 IS NULL OR workspace_id = $4)
                UNION ALL
                SELECT conversation_id, seq FROM messaging.conversation_changes
                WHERE seq > $1 AND seq <= $2 AND ($4 IS NULL OR workspace_id = $4)) AS either
            GROUP BY conversation_id
        )
        SELECT news.seq, {MessagingTables.Conversations.WorkspaceColumn}, {View.Columns}
        FROM {MessagingTables.Conversations.From}
        JOIN news ON news.conversation_id = c.id
        ORDER BY news.seq
        LIMIT $3
        """;

    public async Task<IReadOnlyList<ConversationChanged>> ReadAsync(FeedRange range, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sql);
        command.Add(range);
        return await command.ReadAllAsync(
            row => new ConversationChanged(row.GetInt64(0), row.GetGuid(1), View.Read(row, 2)), cancellationToken);
    }
}

internal sealed record ConversationChanged(long Seq, Guid WorkspaceId, Conversation Conversation) : IFeedItem;
