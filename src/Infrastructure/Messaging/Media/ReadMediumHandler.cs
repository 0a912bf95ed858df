using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Messaging.Media;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging.Media;

/// <remarks>On the platform's own connection: the reader has no workspace, the signature is the permission.</remarks>
internal sealed class ReadMediumHandler(NpgsqlDataSource database, IMediaLinks links, IMediaStore store, TimeProvider clock)
    : IQueryHandler<ReadMedium, MediumContent>
{
    public async Task<Result<MediumContent>> Handle(ReadMedium query, CancellationToken cancellationToken)
    {
        if (!links.IsValid(query.MessageId, query.Ordinal, query.Expires, query.Signature, clock.GetUtcNow()))
        {
            return MediaErrors.LinkInvalid;
        }

        await using var command = database.CreateCommand("""
            SELECT status, storage_key, content_type, size, sha256 FROM messaging.media WHERE message_id = $1 AND ordinal = $2
            """);
        command.Add(query.MessageId.Value).Add(query.Ordinal);
        var found = await command.ReadAllAsync(
            row => (
                Status: EnumText<MediumStatus>.Value(row.GetString(0)),
                Key: row.IsDBNull(1) ? "" : row.GetString(1),
                Type: row.IsDBNull(2) ? MediaType.Unknown : row.GetString(2),
                Size: row.IsDBNull(3) ? 0 : row.GetInt64(3),
                Sha256: row.IsDBNull(4) ? "" : row.GetString(4)),
            cancellationToken);
        if (found is not [var medium] || medium.Status == MediumStatus.Failed)
        {
            return MediaErrors.NotFound;
        }

        if (medium.Status == MediumStatus.Pending)
        {
            return MediaErrors.NotStoredYet;
        }

        return await store.OpenAsync(medium.Key, cancellationToken) is { } bytes
            ? new MediumContent(bytes, medium.Type, medium.Size, medium.Sha256)
            : MediaErrors.NotFound;
    }
}
