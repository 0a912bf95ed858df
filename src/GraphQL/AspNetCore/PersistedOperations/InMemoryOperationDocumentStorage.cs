using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>
/// Keeps documents in memory, up to a number and a size; past them the one unused for longest is forgotten, and its clients send it again.
/// </summary>
/// <param name="maxDocuments">Documents, at most.</param>
/// <param name="maxBytes">Bytes of all documents together, at most.</param>
public sealed class InMemoryOperationDocumentStorage(int maxDocuments = 1_000, long maxBytes = 16 * 1024 * 1024) : IOperationDocumentStorage
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _byId = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _recentFirst = new();
    private long _bytes;

    /// <summary>How many documents are kept.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _byId.Count;
            }
        }
    }

    /// <inheritdoc />
    public ValueTask<ReadOnlyMemory<byte>?> TryReadAsync(string documentId, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (!_byId.TryGetValue(documentId, out var node))
            {
                return new(default(ReadOnlyMemory<byte>?));
            }

            if (node != _recentFirst.First)
            {
                _recentFirst.Remove(node);
                _recentFirst.AddFirst(node);
            }

            return new(node.Value.Document);
        }
    }

    /// <inheritdoc />
    public ValueTask SaveAsync(string documentId, ReadOnlyMemory<byte> document, CancellationToken cancellationToken = default)
    {
        if (document.Length > maxBytes)
        {
            return ValueTask.CompletedTask;
        }

        lock (_gate)
        {
            if (!_byId.ContainsKey(documentId))
            {
                _byId.Add(documentId, _recentFirst.AddFirst(new Entry(documentId, document.ToArray())));
                _bytes += document.Length;
                Trim();
            }
        }

        return ValueTask.CompletedTask;
    }

    private void Trim()
    {
        while ((_byId.Count > maxDocuments || _bytes > maxBytes) && _recentFirst.Last is { } oldest)
        {
            _recentFirst.RemoveLast();
            _byId.Remove(oldest.Value.Id);
            _bytes -= oldest.Value.Document.Length;
        }
    }

    private readonly record struct Entry(string Id, ReadOnlyMemory<byte> Document);
}
