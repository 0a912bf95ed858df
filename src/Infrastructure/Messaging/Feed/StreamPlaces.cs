using Npgsql;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging.Feed;

/// <summary>Finds the numbers of the places that readers resume at. A place of another workspace is as good as none.</summary>
internal sealed class StreamPlaces(NpgsqlDataSource database)
{
    // Without its history, a message's own number stands for the moment it came to be.
    private const string Find = """
        SELECT m.seq, m.created_at FROM messaging.messages AS m WHERE m.id = $1 AND m.workspace_id = $2 AND $3 = 0
        UNION ALL
        (SELECT s.seq, s.at FROM messaging.status_changes AS s
         WHERE s.message_id = $1 AND s.workspace_id = $2 AND $3 > 0
         ORDER BY s.seq OFFSET greatest($3 - 1, 0) LIMIT 1)
        """;

    /// <param name="keptSince">What lies further back is not all there any more.</param>
    /// <returns>The number; null where no place was asked for.</returns>
    public async Task<Result<long?>> FindAsync(
        StreamPlace? place, Guid workspaceId, DateTimeOffset keptSince, CancellationToken cancellationToken)
    {
        if (place is not { } wanted)
        {
            return Result<long?>.Success(null);
        }

        await using var command = database.CreateCommand(Find);
        command.Add(wanted.MessageId).Add(workspaceId).Add(wanted.Change ?? 0);
        var found = await command.ReadAllAsync(row => (Seq: row.GetInt64(0), At: row.GetFieldValue<DateTimeOffset>(1)), cancellationToken);
        if (found.Count == 0)
        {
            return MessagingErrors.PlaceNotFound;
        }

        return found[0].At < keptSince ? MessagingErrors.PlaceForgotten : Result<long?>.Success(found[0].Seq);
    }
}
