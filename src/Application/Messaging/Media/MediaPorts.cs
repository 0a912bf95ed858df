using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging.Media;

/// <summary>Where due attachments are claimed and the outcomes filed. Writes of a void lease change nothing.</summary>
public interface IMediaDesk
{
    Task<IReadOnlyList<MediumLease>> ClaimAsync(int limit, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken);

    /// <returns>False when nothing will ever own the bytes: the message was deleted, or somebody who took over gave the attachment up.</returns>
    Task<bool> StoreAsync(MediumLease lease, StoredContent content, DateTimeOffset now, CancellationToken cancellationToken);

    Task PostponeAsync(MediumLease lease, Error reason, DateTimeOffset until, CancellationToken cancellationToken);

    Task FailAsync(MediumLease lease, Error reason, CancellationToken cancellationToken);
}

/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record StoredContent(string Key, string ContentType, long Size, string Sha256);

/// <summary>Fetches from a provider, following redirects within limits of number, size and time.</summary>
public interface IMediaSource
{
    /// <param name="grant">Asked for each address on the way. A credential goes to the first one only.</param>
    /// <returns>An error of kind <see cref="ErrorKind.Unavailable"/> when trying again may help.</returns>
    Task<Result<FetchedMedium>> FetchAsync(Uri address, Func<Uri, MediaGrant> grant, CancellationToken cancellationToken);
}

/// <summary>Fetched bytes; disposing lets go of them.</summary>
public sealed class FetchedMedium(Stream bytes, byte[] start, long size, string sha256) : IAsyncDisposable
{
    /// <summary>From their beginning.</summary>
    public Stream Bytes => bytes;

    /// <summary>The first <see cref="MediaType.Looks"/>, or all of fewer.</summary>
    public ReadOnlySpan<byte> Start => start;

    public long Size => size;

    public string Sha256 => sha256;

    public ValueTask DisposeAsync() => bytes.DisposeAsync();
}

/// <summary>Keeps bytes under a key: in the data directory, or in a bucket.</summary>
public interface IMediaStore
{
    /// <summary>Replaces what was there. Once it returns, the bytes are safe.</summary>
    Task WriteAsync(string key, Stream bytes, string contentType, CancellationToken cancellationToken);

    /// <summary>Null when there is nothing under the key.</summary>
    Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken);

    /// <summary>Nothing there is as good as deleted.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);
}

/// <summary>Addresses under which a stored attachment can be read for a while by whoever has them.</summary>
public interface IMediaLinks
{
    string Sign(MessageId messageId, int ordinal, DateTimeOffset now);

    bool IsValid(MessageId messageId, int ordinal, long expires, string signature, DateTimeOffset now);
}

internal static class MediaKey
{
    /// <summary>Of letters, digits and slashes alone, so that it is a path and an object's name alike.</summary>
    public static string Of(WorkspaceId workspaceId, MessageId messageId, int ordinal) =>
        $"{workspaceId.Value:N}/{messageId.Value:N}/{ordinal}";
}
