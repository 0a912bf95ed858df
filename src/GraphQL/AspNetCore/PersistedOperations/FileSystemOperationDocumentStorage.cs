using System.Buffers;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>
/// Reads documents from files named <c>{id}.graphql</c> in one directory: as a build of the clients writes them for trusted documents, or as
/// automatic persisted queries leave them there for all nodes that share it.
/// </summary>
public sealed class FileSystemOperationDocumentStorage : IOperationDocumentStorage
{
    private const int MaxIdLength = 128;

    // Ids become file names: nothing in them may lead out of the directory.
    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private readonly string _directory;
    private readonly bool _readOnly;
    private readonly int _maxDocuments;
    private readonly InMemoryOperationDocumentStorage _recent = new();
    private int _documents;

    /// <summary>Uses a directory, which is made when it is missing.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="readOnly">Whether documents that clients send are left alone, as trusted documents demand.</param>
    /// <param name="maxDocuments">Documents in the directory, at most; with that many, no more are written.</param>
    public FileSystemOperationDocumentStorage(string directory, bool readOnly = false, int maxDocuments = 10_000)
    {
        _directory = Directory.CreateDirectory(directory).FullName;
        _readOnly = readOnly;
        _maxDocuments = maxDocuments;
        _documents = Directory.EnumerateFiles(_directory, "*.graphql").Count();
    }

    /// <inheritdoc />
    public async ValueTask<ReadOnlyMemory<byte>?> TryReadAsync(string documentId, CancellationToken cancellationToken = default)
    {
        if (!IsFileName(documentId))
        {
            return null;
        }

        if (await _recent.TryReadAsync(documentId, cancellationToken) is { } known)
        {
            return known;
        }

        try
        {
            var document = await File.ReadAllBytesAsync(PathOf(documentId), cancellationToken);
            await _recent.SaveAsync(documentId, document, cancellationToken);
            return document;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public async ValueTask SaveAsync(string documentId, ReadOnlyMemory<byte> document, CancellationToken cancellationToken = default)
    {
        if (_readOnly || !IsFileName(documentId) || File.Exists(PathOf(documentId)) || Volatile.Read(ref _documents) >= _maxDocuments)
        {
            return;
        }

        // Under another name first: another node must never read half a document.
        var unfinished = Path.Combine(_directory, $"{documentId}.{Guid.NewGuid():N}.tmp");
        await File.WriteAllBytesAsync(unfinished, document, cancellationToken);
        File.Move(unfinished, PathOf(documentId), overwrite: true);
        Interlocked.Increment(ref _documents);
    }

    private static bool IsFileName(string documentId) =>
        documentId.Length is > 0 and <= MaxIdLength && !documentId.AsSpan().ContainsAnyExcept(IdCharacters);

    private string PathOf(string documentId) => Path.Combine(_directory, documentId + ".graphql");
}
