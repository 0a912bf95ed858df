using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SmsPlatform.Benchmarks;

/// <summary>
/// Posts one request after the other on each of some keep-alive connections and counts. It knows no more of HTTP than it needs, so that it
/// takes little of the cores it shares with the server.
/// </summary>
internal static class KeepAliveLoad
{
    private static ReadOnlySpan<byte> LastChunk => "\r\n0\r\n\r\n"u8;

    private static long _counter;

    /// <summary>Loads for a while.</summary>
    /// <returns>The time of each request, in ticks of the stopwatch.</returns>
    public static async Task<List<long>> RunAsync(IPEndPoint server, byte[] request, bool isUnique, int connections, TimeSpan duration)
    {
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var runs = Enumerable.Range(0, connections).Select(_ => Task.Run(() => ConnectionAsync(server, request, isUnique, end))).ToArray();
        return [.. (await Task.WhenAll(runs)).SelectMany(times => times)];
    }

    /// <summary>Posts one request; returns the body.</summary>
    public static async Task<byte[]> OnceAsync(IPEndPoint server, byte[] request)
    {
        using var socket = await ConnectAsync(server);
        var buffer = new byte[1 << 20];
        var (length, body) = await ExchangeAsync(socket, request, buffer);
        return Dechunk(buffer.AsSpan(0, length), body);
    }

    private static async Task<List<long>> ConnectionAsync(IPEndPoint server, byte[] template, bool isUnique, long end)
    {
        var times = new List<long>(1 << 16);
        var request = (byte[])template.Clone();
        var digits = isUnique ? request.AsSpan().IndexOf("Q00000000"u8) + 1 : -1;
        var buffer = new byte[1 << 18];
        using var socket = await ConnectAsync(server);

        for (var now = Stopwatch.GetTimestamp(); now < end;)
        {
            if (digits > 0)
            {
                Utf8Formatter.TryFormat(Interlocked.Increment(ref _counter), request.AsSpan(digits, 8), out _, new System.Buffers.StandardFormat('D', 8));
            }

            await ExchangeAsync(socket, request, buffer);
            var done = Stopwatch.GetTimestamp();
            times.Add(done - now);
            now = done;
        }

        return times;
    }

    private static async Task<Socket> ConnectAsync(IPEndPoint server)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server);
        return socket;
    }

    private static async ValueTask<(int Length, int Body)> ExchangeAsync(Socket socket, byte[] request, byte[] buffer)
    {
        await socket.SendAsync(request);
        var length = 0;
        var body = -1;
        var expected = -1;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            length += read;
            if (body < 0 && (body = ReadHead(buffer.AsSpan(0, length), out expected)) < 0)
            {
                continue;
            }

            if (expected >= 0 ? length >= body + expected : buffer.AsSpan(body - 2, length - body + 2).EndsWith(LastChunk))
            {
                return (length, body);
            }
        }
    }

    // Where the body begins, -1 when the head is not complete; its length, -1 when it comes in chunks.
    private static int ReadHead(ReadOnlySpan<byte> data, out int length)
    {
        length = -1;
        var end = data.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return -1;
        }

        if (!data.StartsWith("HTTP/1.1 200"u8))
        {
            throw new InvalidOperationException(System.Text.Encoding.UTF8.GetString(data));
        }

        var at = data[..end].IndexOf("Content-Length: "u8);
        if (at >= 0 && !Utf8Parser.TryParse(data[(at + 16)..], out length, out _))
        {
            throw new InvalidDataException("The content length is no number.");
        }

        return end + 4;
    }

    private static byte[] Dechunk(ReadOnlySpan<byte> response, int body)
    {
        var rest = response[body..];
        if (response[..body].IndexOf("chunked"u8) < 0)
        {
            return rest.ToArray();
        }

        var result = new List<byte>();
        while (true)
        {
            if (!Utf8Parser.TryParse(rest, out int size, out var digits, 'x') || size == 0)
            {
                return [.. result];
            }

            result.AddRange(rest.Slice(digits + 2, size));
            rest = rest[(digits + 2 + size + 2)..];
        }
    }
}
