using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>
/// Writes JSON as UTF-8 into one pooled buffer. It knows no structure: commas and braces are the caller's, so that what
/// was written can be taken back by <see cref="Truncate"/> when a null propagates.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Disposing is Return: the object itself is pooled.")]
public sealed partial class ResultWriter : IBufferWriter<byte>
{
    private const int InitialSize = 4096;
    private const int LargestKept = 1024 * 1024;

    // One writer per concurrently written response; more than the cores can use are left to the collector.
    private static readonly System.Collections.Concurrent.ConcurrentQueue<ResultWriter> Pool = new();
    private static readonly int PoolLimit = Environment.ProcessorCount * 16;
    private static int _pooled;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _position;
    private int _limit = int.MaxValue;

    private ResultWriter()
    {
    }

    /// <summary>Bytes written so far.</summary>
    public int Position => _position;

    /// <summary>What was written; valid until the next call.</summary>
    public ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(0, _position);

    internal ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, _position);

    /// <summary>Takes a writer from the pool.</summary>
    /// <param name="limit">Most bytes it takes; more throws <see cref="ResponseTooLargeException"/>.</param>
    public static ResultWriter Rent(int limit = int.MaxValue)
    {
        if (Pool.TryDequeue(out var writer))
        {
            Interlocked.Decrement(ref _pooled);
        }
        else
        {
            writer = new ResultWriter();
        }

        writer._limit = limit;
        return writer;
    }

    /// <summary>Gives a writer back; it must not be used afterwards.</summary>
    public static void Return(ResultWriter writer)
    {
        writer._position = 0;
        if (Interlocked.Increment(ref _pooled) > PoolLimit)
        {
            Interlocked.Decrement(ref _pooled);
            ArrayPool<byte>.Shared.Return(writer._buffer);
            writer._buffer = [];
            return;
        }

        if (writer._buffer.Length > LargestKept)
        {
            ArrayPool<byte>.Shared.Return(writer._buffer);
            writer._buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
        }

        Pool.Enqueue(writer);
    }

    /// <summary>Takes back everything written after <paramref name="position"/>.</summary>
    public void Truncate(int position) => _position = position;

    /// <summary>Writes bytes as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRaw(ReadOnlySpan<byte> bytes)
    {
        if (_buffer.Length - _position < bytes.Length)
        {
            Grow(bytes.Length);
        }

        bytes.CopyTo(_buffer.AsSpan(_position));
        _position += bytes.Length;
    }

    /// <summary>Writes one byte as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRaw(byte value)
    {
        if (_buffer.Length == _position)
        {
            Grow(1);
        }

        _buffer[_position++] = value;
    }

    /// <summary>Writes <c>null</c>.</summary>
    public void WriteNull() => WriteRaw("null"u8);

    /// <summary>Room for the caller to write into; <see cref="Advance"/> tells how much of it was used.</summary>
    public Span<byte> GetSpan(int sizeHint = 1)
    {
        if (_buffer.Length - _position < sizeHint)
        {
            Grow(sizeHint);
        }

        return _buffer.AsSpan(_position);
    }

    /// <summary>As <see cref="GetSpan"/>, for writers that want memory.</summary>
    public Memory<byte> GetMemory(int sizeHint = 1)
    {
        // The contract of IBufferWriter: zero asks for any room, but for some.
        GetSpan(Math.Max(sizeHint, 1));
        return _buffer.AsMemory(_position);
    }

    /// <summary>Counts bytes written into <see cref="GetSpan"/>'s room.</summary>
    public void Advance(int count) => _position += count;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int needed)
    {
        var required = (long)_position + needed;
        if (required > _limit)
        {
            throw new ResponseTooLargeException(_limit);
        }

        var size = (int)Math.Min(Math.Max((long)_buffer.Length * 2, required), Array.MaxLength);
        var larger = ArrayPool<byte>.Shared.Rent(size);
        _buffer.AsSpan(0, _position).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    /// <inheritdoc/>
    public override string ToString() => Encoding.UTF8.GetString(WrittenSpan);
}

/// <summary>A response outgrew <see cref="RequestExecutorOptions.MaxResponseSize"/>.</summary>
public sealed class ResponseTooLargeException(int limit) : Exception($"The response exceeds {limit} bytes.");
