using System.Collections.Concurrent;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using SmsPlatform.Application.Knowledge;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Infrastructure.Knowledge;

/// <summary>Keeps the sketches of chatbots' passages in memory, so that a question is compared with all of them in milliseconds.</summary>
/// <remarks>
/// What is kept is a copy: each question names the revision it has just read, and what came since is read before it is answered.
/// Passages that are gone stay until they are a fifth; whoever looks one of them up does not find it.
/// </remarks>
internal sealed class SketchCache(PassageSearch search, IOptions<KnowledgeOptions> options)
{
    private const int BytesPerMegabyte = 1024 * 1024;
    private const double MaxStale = 1.2;

    private readonly ConcurrentDictionary<(ChatbotId, string), Entry> _entries = new();
    private long _clock;

    /// <summary>The passages nearest to a question by their sketches, nearest first. None when they would need more memory than they may have.</summary>
    public async Task<IReadOnlyList<Guid>> FindNearestAsync(
        WorkspaceId workspaceId, ChatbotId chatbotId, string model, BaseFacts facts, float[] question, int limit, CancellationToken cancellationToken)
    {
        var sketch = Vectors.Sketch(question);
        if ((long)facts.Passages * (sketch.Length + 16) > (long)options.Value.VectorMemory * BytesPerMegabyte)
        {
            return [];
        }

        var entry = _entries.GetOrAdd((chatbotId, model), _ => new Entry());
        entry.UsedAt = Interlocked.Increment(ref _clock);
        var sketches = entry.Current;
        if (sketches is null || sketches.Revision < facts.Revision)
        {
            sketches = await RefreshAsync(entry, workspaceId, chatbotId, model, facts, sketch.Length, cancellationToken);
            MakeRoom(entry);
        }

        return sketches.Nearest(sketch, limit);
    }

    private async Task<Sketches> RefreshAsync(
        Entry entry, WorkspaceId workspaceId, ChatbotId chatbotId, string model, BaseFacts facts, int length, CancellationToken cancellationToken)
    {
        // One reads, and the others wait for it: a large base takes a while, once.
        await entry.Gate.WaitAsync(cancellationToken);
        try
        {
            var known = entry.Current;
            if (known is not null && known.Revision >= facts.Revision)
            {
                return known;
            }

            var isFresh = known is null || known.Count > facts.Passages * MaxStale || known.SketchLength != length;
            var added = new SketchBuilder(length);
            await search.ReadSketchesAsync(workspaceId, chatbotId, model, isFresh ? 0 : known!.Revision, added.Add, cancellationToken);
            entry.Current = added.Build(isFresh ? null : known, facts.Revision);
            return entry.Current;
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    private void MakeRoom(Entry kept)
    {
        var budget = (long)options.Value.VectorMemory * BytesPerMegabyte;
        var used = 0L;
        foreach (var (key, entry) in _entries.OrderByDescending(pair => pair.Value.UsedAt))
        {
            used += entry.Current?.Bytes ?? 0;
            if (used > budget && entry != kept)
            {
                _entries.TryRemove(key, out _);
            }
        }
    }

    private sealed class Entry
    {
        private volatile Sketches? _current;
        private long _usedAt;

        public SemaphoreSlim Gate { get; } = new(1);

        public Sketches? Current
        {
            get => _current;
            set => _current = value;
        }

        public long UsedAt
        {
            get => Interlocked.Read(ref _usedAt);
            set => Interlocked.Exchange(ref _usedAt, value);
        }
    }

    /// <summary>Collects sketches as they are read.</summary>
    private sealed class SketchBuilder(int length)
    {
        private readonly List<Guid> _ids = [];
        private readonly List<ulong> _bits = [];

        public void Add(Guid id, byte[] sketch)
        {
            // Of a model that has changed its dimensions under its name.
            if (sketch.Length != length)
            {
                return;
            }

            _ids.Add(id);
            _bits.AddRange(MemoryMarshal.Cast<byte, ulong>(sketch));
        }

        public Sketches Build(Sketches? before, long revision)
        {
            if (before is null)
            {
                return new Sketches([.. _ids], [.. _bits], length, revision);
            }

            // A passage that has a new vector is there already; the newer one counts.
            var replaced = _ids.ToHashSet();
            var ids = new List<Guid>(before.Count + _ids.Count);
            var bits = new List<ulong>((before.Count + _ids.Count) * length / sizeof(ulong));
            before.CopyTo(ids, bits, replaced);
            ids.AddRange(_ids);
            bits.AddRange(_bits);
            return new Sketches([.. ids], [.. bits], length, revision);
        }
    }

    /// <summary>The sketches of one chatbot's passages, one after the other.</summary>
    private sealed class Sketches(Guid[] ids, ulong[] bits, int length, long revision)
    {
        private readonly int _words = length / sizeof(ulong);

        public long Revision => revision;

        public int Count => ids.Length;

        public int SketchLength => length;

        public long Bytes => (long)ids.Length * (length + 16);

        public void CopyTo(List<Guid> toIds, List<ulong> toBits, HashSet<Guid> except)
        {
            for (var i = 0; i < ids.Length; i++)
            {
                if (!except.Contains(ids[i]))
                {
                    toIds.Add(ids[i]);
                    toBits.AddRange(bits.AsSpan(i * _words, _words));
                }
            }
        }

        public IReadOnlyList<Guid> Nearest(byte[] sketch, int limit)
        {
            var wanted = MemoryMarshal.Cast<byte, ulong>(sketch);

            // Distances are small whole numbers, so the nearest are found by counting and not by sorting.
            var distances = new int[ids.Length];
            var counts = new int[(length * 8) + 1];
            for (var i = 0; i < ids.Length; i++)
            {
                var distance = (int)TensorPrimitives.HammingBitDistance<ulong>(wanted, bits.AsSpan(i * _words, _words));
                distances[i] = distance;
                counts[distance]++;
            }

            var border = 0;
            for (var sum = counts[0]; sum < limit && border + 1 < counts.Length; sum += counts[border])
            {
                border++;
            }

            var nearest = new List<(int Distance, Guid Id)>();
            for (var i = 0; i < distances.Length; i++)
            {
                if (distances[i] <= border)
                {
                    nearest.Add((distances[i], ids[i]));
                }
            }

            nearest.Sort((a, b) => a.Distance.CompareTo(b.Distance));
            return nearest.ConvertAll(each => each.Id)[..Math.Min(limit, nearest.Count)];
        }
    }
}
