using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace SmsPlatform.GraphQL.AspNetCore.Http;

/// <summary>A request's body in one pooled buffer.</summary>
internal readonly struct RequestBody(byte[] buffer, int length) : IDisposable
{
    private const int InitialSize = 4096;

    public ReadOnlyMemory<byte> Memory => buffer.AsMemory(0, length);

    /// <summary>Reads the whole body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxSize">Bytes, at most.</param>
    /// <returns>The body, or null when it is larger.</returns>
    public static ValueTask<RequestBody?> ReadAsync(HttpRequest request, int maxSize)
    {
        if (request.ContentLength > maxSize)
        {
            return new ValueTask<RequestBody?>(default(RequestBody?));
        }

        var reader = request.BodyReader;

        // A small body has usually come with its head: then there is nothing to wait for.
        if (!reader.TryRead(out var read))
        {
            return ReadRestAsync(reader, maxSize);
        }

        if (read.IsCompleted)
        {
            var body = read.Buffer.Length > maxSize ? default(RequestBody?) : Copy(read.Buffer);
            reader.AdvanceTo(read.Buffer.End);
            return new ValueTask<RequestBody?>(body);
        }

        reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        return ReadRestAsync(reader, maxSize);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    private static async ValueTask<RequestBody?> ReadRestAsync(PipeReader reader, int maxSize)
    {
        while (true)
        {
            var read = await reader.ReadAsync();
            var buffer = read.Buffer;

            if (buffer.Length > maxSize)
            {
                reader.AdvanceTo(buffer.End);
                return null;
            }

            if (read.IsCompleted || read.IsCanceled)
            {
                var body = Copy(buffer);
                reader.AdvanceTo(buffer.End);
                return body;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static RequestBody Copy(ReadOnlySequence<byte> body)
    {
        var length = (int)body.Length;
        var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(length, InitialSize));
        body.CopyTo(bytes);
        return new RequestBody(bytes, length);
    }
}
