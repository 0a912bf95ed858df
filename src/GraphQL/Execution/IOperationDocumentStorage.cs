namespace SmsPlatform.GraphQL.Execution;

/// <summary>Stores documents by id for persisted operations. Thread-safe.</summary>
public interface IOperationDocumentStorage
{
    /// <summary>Finds a document's UTF-8 text; null when the id is unknown.</summary>
    ValueTask<ReadOnlyMemory<byte>?> TryReadAsync(string documentId, CancellationToken cancellationToken = default);

    /// <summary>Keeps a document; the text is copied. A store of trusted documents ignores the call.</summary>
    ValueTask SaveAsync(string documentId, ReadOnlyMemory<byte> document, CancellationToken cancellationToken = default);
}
