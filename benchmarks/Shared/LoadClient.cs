using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SmsPlatform.Benchmarks;

/// <summary>
/// Posts one webhook after the other on each of some keep-alive connections. It knows no more of HTTP than it needs, so that it takes
/// little of the cores it shares with the server.
/// </summary>
internal static class LoadClient
{
    private const string ContentLength = "Content-Length: ";

    /// <summary>Loads for a while. Anything but 200 ends the run.</summary>
    /// <returns>The time of each request, in ticks of the stopwatch, and how long it all took.</returns>
    public static async Task<(List<long> Times, TimeSpan Took)> RunAsync(Uri server, Webhooks webhooks, int connections, TimeSpan duration)
    {
        var started = Stopwatch.GetTimestamp();
        var end = started + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var runs = Enumerable.Range(0, connections).Select(_ => Task.Run(() => ConnectionAsync(server, webhooks, end))).ToArray();
        var times = (await Task.WhenAll(runs)).SelectMany(each => each).ToList();
        return (times, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Posts so many, at a rate if there is one, else each connection one after the other.</summary>
    /// <returns>When each phone's text was posted, and how long its answer took.</returns>
    public static async Task<IReadOnlyList<Posted>> PostAsync(Uri server, Webhooks webhooks, int connections, int count, double? perSecond)
    {
        var started = Stopwatch.GetTimestamp();
        var next = -1;
        var runs = Enumerable.Range(0, connections).Select(_ => Task.Run(ConnectionAsync)).ToArray();
        return [.. (await Task.WhenAll(runs)).SelectMany(each => each)];

        async Task<List<Posted>> ConnectionAsync()
        {
            var posted = new List<Posted>();
            var buffer = new byte[1 << 14];
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port));
            while (Interlocked.Increment(ref next) is var number && number < count)
            {
                if (perSecond is { } rate && TimeSpan.FromSeconds(number / rate) - Stopwatch.GetElapsedTime(started) is var early && early > TimeSpan.Zero)
                {
                    await Task.Delay(early);
                }

                var webhook = webhooks.Next();
                var (at, now) = (DateTimeOffset.UtcNow, Stopwatch.GetTimestamp());
                await ExchangeAsync(socket, webhook.Request, buffer);
                posted.Add(new Posted(webhook.Phone, at, Stopwatch.GetElapsedTime(now)));
            }

            return posted;
        }
    }

    private static async Task<List<long>> ConnectionAsync(Uri server, Webhooks webhooks, long end)
    {
        var times = new List<long>(1 << 14);
        var buffer = new byte[1 << 14];
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port));

        for (var now = Stopwatch.GetTimestamp(); now < end;)
        {
            await ExchangeAsync(socket, webhooks.Next().Request, buffer);
            var done = Stopwatch.GetTimestamp();
            times.Add(done - now);
            now = done;
        }

        return times;
    }

    private static async ValueTask ExchangeAsync(Socket socket, byte[] request, byte[] buffer)
    {
        await socket.SendAsync(request);
        for (var length = 0; ;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            length += read;
            if (IsWhole(buffer.AsSpan(0, length)))
            {
                return;
            }
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> data)
    {
        var head = data.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        if (!data.StartsWith("HTTP/1.1 200"u8))
        {
            throw new InvalidOperationException(Encoding.UTF8.GetString(data));
        }

        // Without a length the answer comes in chunks, and the last one is empty.
        var at = data[..head].IndexOf(Encoding.ASCII.GetBytes(ContentLength));
        return at < 0
            ? data.EndsWith("\r\n0\r\n\r\n"u8)
            : Utf8Parser.TryParse(data[(at + ContentLength.Length)..], out int length, out _) && data.Length >= head + 4 + length;
    }
}

/// <summary>A text that the platform took.</summary>
internal readonly record struct Posted(string Phone, DateTimeOffset At, TimeSpan Took);
