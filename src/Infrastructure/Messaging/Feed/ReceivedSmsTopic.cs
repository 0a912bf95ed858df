using Npgsql;
using SmsPlatform.Application.Messaging.Views;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Lists;

namespace SmsPlatform.Infrastructure.Messaging.Feed;

/// <summary>The SMS that people send.</summary>
internal sealed class ReceivedSmsTopic(NpgsqlDataSource database) : IFeedTopic<ReceivedSms>
{
    private static readonly SqlView<Message> View = new(MessagingTables.Messages);
    private static readonly string Sql = $"""
        SELECT m.seq, m.workspace_id, c.chatbot_id, {View.Columns}
        FROM messaging.messages AS m
        JOIN messaging.conversations AS c ON c.id = m.conversation_id
        WHERE m.seq > $1 AND m.seq <= $2 AND m.direction = 'inbound' AND m.channel = 'sms' AND ($4 IS NULL OR m.workspace_id = $4)
        ORDER BY m.seq
        LIMIT $3
        """;

    public async Task<IReadOnlyList<ReceivedSms>> ReadAsync(FeedRange range, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sql);
        command.Add(range);
        return await command.ReadAllAsync(
            row => new ReceivedSms(row.GetInt64(0), row.GetGuid(1), row.GetGuid(2), View.Read(row, 3)), cancellationToken);
    }
}

internal sealed record ReceivedSms(long Seq, Guid WorkspaceId, Guid ChatbotId, Message Message) : IFeedItem;
