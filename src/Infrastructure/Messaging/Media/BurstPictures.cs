using System.Diagnostics;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using Npgsql;
using SmsPlatform.Application.Ai;
using SmsPlatform.Application.Messaging.Answers;
using SmsPlatform.Application.Messaging.Media;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging.Media;

/// <inheritdoc cref="IBurstPictures"/>
internal sealed partial class BurstPictures(NpgsqlDataSource database, IMediaStore store, ILogger<BurstPictures> logger) : IBurstPictures
{
    public const int MaxPictures = 4;

    /// <summary>Of one picture: what models' servers take, and what carriers deliver.</summary>
    public const long MaxBytes = 5 * 1024 * 1024;

    /// <summary>Of all together; they grow by a third on the way to the model.</summary>
    public const long MaxBytesTogether = 10 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    public async Task<IReadOnlyList<ModelPicture>> ReadAsync(
        WorkspaceId workspaceId, IReadOnlyCollection<MessageId> messages, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var media = await FindAsync(workspaceId, messages, cancellationToken);
        while (media.Any(medium => medium.IsComing) && Stopwatch.GetElapsedTime(started) < Patience)
        {
            await Task.Delay(Glance, cancellationToken);
            media = await FindAsync(workspaceId, messages, cancellationToken);
        }

        var pictures = new List<ModelPicture>();
        var left = MaxBytesTogether;
        foreach (var medium in media.Where(medium => MediaType.IsPicture(medium.ContentType) && medium.Size is > 0 and <= MaxBytes))
        {
            if (pictures.Count == MaxPictures || medium.Size > left)
            {
                break;
            }

            if (await ReadAsync(medium, cancellationToken) is { } bytes)
            {
                left -= bytes.Length;
                pictures.Add(new ModelPicture(bytes, medium.ContentType));
            }
        }

        return pictures;
    }

    private async Task<IReadOnlyList<Candidate>> FindAsync(
        WorkspaceId workspaceId, IReadOnlyCollection<MessageId> messages, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT d.status = 'pending' AND d.declared_type LIKE 'image/%', coalesce(d.content_type, ''), coalesce(d.size, 0), coalesce(d.storage_key, '')
            FROM messaging.media AS d
            JOIN messaging.messages AS m ON m.id = d.message_id
            WHERE d.message_id = ANY ($1) AND d.workspace_id = $2 AND d.status <> 'failed'
            ORDER BY m.seq, d.ordinal
            """);
        command.Add(messages.Select(id => id.Value).ToArray()).Add(workspaceId.Value);
        return await command.ReadAllAsync(
            row => new Candidate(row.GetBoolean(0), row.GetString(1), row.GetInt64(2), row.GetString(3)), cancellationToken);
    }

    private async Task<byte[]?> ReadAsync(Candidate medium, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await store.OpenAsync(medium.StorageKey, cancellationToken);
            if (stream is null)
            {
                return null;
            }

            // As many as it was stored with: whatever lies there now cannot fill the memory.
            var bytes = new byte[medium.Size];
            await stream.ReadExactlyAsync(bytes, cancellationToken);
            return bytes;
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or AmazonServiceException or AmazonClientException)
        {
            LogUnreadable(exception, medium.StorageKey);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The stored picture {Key} could not be read; its message is answered without it.")]
    private partial void LogUnreadable(Exception exception, string key);

    private sealed record Candidate(bool IsComing, string ContentType, long Size, string StorageKey);
}
