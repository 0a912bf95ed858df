using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Messaging.Media;
using SmsPlatform.Application.Messaging.Views;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging.Media;

internal sealed class ListStoredMediaHandler(NpgsqlDataSource database, IMediaLinks links, ICaller caller, TimeProvider clock)
    : IQueryHandler<ListStoredMedia, ILookup<Guid, StoredMedium>>
{
    public async Task<Result<ILookup<Guid, StoredMedium>>> Handle(ListStoredMedia query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand("""
            SELECT d.message_id, d.ordinal, d.status, d.content_type, d.size, d.sha256, d.error_code, d.error_message, d.attempts
            FROM messaging.media AS d
            WHERE d.message_id = ANY ($1) AND d.workspace_id = $2
              AND ($3 IS NULL OR EXISTS (
                  SELECT FROM messaging.messages AS m JOIN messaging.conversations AS c ON c.id = m.conversation_id
                  WHERE m.id = d.message_id AND c.chatbot_id = $3))
            ORDER BY d.message_id, d.ordinal
            """);
        command.Add(query.MessageIds.ToArray()).Add(caller.WorkspaceId?.Value ?? Guid.Empty).AddNullable(caller.OnlyChatbot);
        var media = await command.ReadAllAsync(row => (MessageId: row.GetGuid(0), Medium: Read(row, now)), cancellationToken);
        return Result<ILookup<Guid, StoredMedium>>.Success(media.ToLookup(row => row.MessageId, row => row.Medium));
    }

    private StoredMedium Read(NpgsqlDataReader row, DateTimeOffset now)
    {
        var status = EnumText<MediumStatus>.Value(row.GetString(2));
        return new StoredMedium
        {
            Status = status,
            Link = status == MediumStatus.Stored ? links.Sign(new MessageId(row.GetGuid(0)), row.GetInt32(1), now) : null,
            ContentType = row.IsDBNull(3) ? null : row.GetString(3),
            Size = row.IsDBNull(4) ? null : row.GetInt64(4),
            Sha256 = row.IsDBNull(5) ? null : row.GetString(5),
            ErrorCode = row.IsDBNull(6) ? null : row.GetString(6),
            ErrorMessage = row.IsDBNull(7) ? null : row.GetString(7),
            Attempts = row.GetInt32(8),
        };
    }
}
