using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>
/// Compiled documents by their text, bounded in number and bytes. Two generations: what is used moves to the young one, and when that is full
/// the old one is dropped, so reading takes no lock. A text is kept only when it comes a second time: a client that never sends
/// the same text twice cannot push out those that do.
/// </summary>
internal sealed class DocumentCache
{
    private const int RememberedTexts = 8192;
    private readonly int _maxCount;
    private readonly long _maxBytes;
    private readonly ulong[] _seen = new ulong[RememberedTexts];
    private readonly Lock _lock = new();
    private volatile Generation _young = new();
    private volatile Generation _old = new();

    public DocumentCache(int maxCount, long maxBytes)
    {
        _maxCount = maxCount;
        _maxBytes = maxBytes;
    }

    /// <summary>Documents kept.</summary>
    public int Count => _young.Count + _old.Count;

    public bool TryGet(ReadOnlySpan<byte> text, [NotNullWhen(true)] out PreparedDocument? document)
    {
        if (_young.Lookup.TryGetValue(text, out document))
        {
            return true;
        }

        if (!_old.Lookup.TryGetValue(text, out document))
        {
            return false;
        }

        Keep(text, document);
        return true;
    }

    /// <summary>Keeps a document, if its text was seen before.</summary>
    public void Add(ReadOnlySpan<byte> text, PreparedDocument document)
    {
        if (_maxCount <= 0 || text.Length > _maxBytes / 2)
        {
            return;
        }

        var hash = Utf8TextComparer.Hash64(text);
        ref var seen = ref _seen[(int)(hash % RememberedTexts)];
        if (seen != hash)
        {
            seen = hash;
            return;
        }

        Keep(text, document);
    }

    private void Keep(ReadOnlySpan<byte> text, PreparedDocument document)
    {
        lock (_lock)
        {
            if (_young.Count > 0 && (_young.Count >= (_maxCount + 1) / 2 || _young.Bytes + text.Length > _maxBytes / 2))
            {
                _old = _young;
                _young = new Generation();
            }

            if (_young.Lookup.TryAdd(text, document))
            {
                _young.Count++;
                _young.Bytes += text.Length;
            }
        }
    }

    private sealed class Generation
    {
        public Generation() => Lookup = new ConcurrentDictionary<byte[], PreparedDocument>(Utf8TextComparer.Instance)
            .GetAlternateLookup<ReadOnlySpan<byte>>();

        public ConcurrentDictionary<byte[], PreparedDocument>.AlternateLookup<ReadOnlySpan<byte>> Lookup { get; }

        public int Count { get; set; }

        public long Bytes { get; set; }
    }
}

/// <summary>Compares texts byte by byte; the hash is seeded per process, so that nobody can prepare collisions.</summary>
internal sealed class Utf8TextComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;
    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64();

    public static Utf8TextComparer Instance { get; } = new();

    public static ulong Hash64(ReadOnlySpan<byte> text)
    {
        var hash = Seed ^ ((ulong)text.Length * Multiplier);
        var words = MemoryMarshal.Cast<byte, ulong>(text);
        foreach (var word in words)
        {
            hash = BitOperations.RotateLeft((hash ^ word) * Multiplier, 29);
        }

        foreach (var rest in text[(words.Length * sizeof(ulong))..])
        {
            hash = BitOperations.RotateLeft((hash ^ rest) * Multiplier, 29);
        }

        hash ^= hash >> 32;
        hash *= Multiplier;
        return hash ^ (hash >> 29);
    }

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] obj) => (int)Hash64(obj);

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(ReadOnlySpan<byte> alternate) => (int)Hash64(alternate);

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}
