using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace SmsPlatform.GraphQL.AspNetCore.WebSockets;

/// <summary>
/// Sends messages to one client, one at a time and in order. Bounded: a client that does not keep up is cut, because holding its
/// messages would let one slow reader take the server's memory.
/// </summary>
internal sealed class SendQueue(WebSocket socket, GraphQLSocketOptions options, TimeProvider clock)
{
    private const int MaxReasonBytes = 123;
    private readonly Channel<SocketFrame> _frames = Channel.CreateUnbounded<SocketFrame>(new() { SingleReader = true });
    private readonly TaskCompletionSource<CloseReason> _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _queuedMessages;
    private int _queuedBytes;
    private volatile bool _discard;

    /// <summary>Ends with the reason as soon as the server has decided to close.</summary>
    public Task<CloseReason> Closing => _closing.Task;

    public bool IsClosing => _closing.Task.IsCompleted;

    /// <summary>Queues a message. The queue owns it from here on. One that finds the queue full closes the connection.</summary>
    public void Send(SocketFrame frame)
    {
        if (Volatile.Read(ref _queuedMessages) >= options.MaxQueuedMessages || Volatile.Read(ref _queuedBytes) >= options.MaxQueuedBytes)
        {
            frame.Return();
            Close(CloseReason.SlowConsumer, discardQueued: true);
            return;
        }

        Interlocked.Increment(ref _queuedMessages);
        Interlocked.Add(ref _queuedBytes, frame.Length);

        if (IsClosing || !_frames.Writer.TryWrite(frame))
        {
            frame.Return();
        }
    }

    /// <summary>Closes the connection after what is queued; the first reason wins.</summary>
    public void Close(CloseReason reason, bool discardQueued = false)
    {
        if (_closing.TrySetResult(reason))
        {
            _discard = discardQueued;
            _frames.Writer.TryComplete();
        }
    }

    /// <summary>Ends the queue without a close: the client is gone.</summary>
    public void Abandon()
    {
        _discard = true;
        _frames.Writer.TryComplete();
    }

    /// <summary>Sends until the queue is closed, and the close frame then.</summary>
    public async Task RunAsync()
    {
        var alive = true;

        await foreach (var frame in _frames.Reader.ReadAllAsync())
        {
            alive = alive && (_discard || await TrySendAsync(frame));

            // What could not be sent may still be read by the send that was given up: its buffer goes to the collector.
            if (alive)
            {
                frame.Return();
            }

            Interlocked.Decrement(ref _queuedMessages);
            Interlocked.Add(ref _queuedBytes, -frame.Length);
        }

        if (alive && Closing.IsCompletedSuccessfully)
        {
            await TryCloseAsync(await Closing);
        }
    }

    private async ValueTask<bool> TrySendAsync(SocketFrame frame)
    {
        var send = socket.SendAsync(frame.Memory, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

        return send.IsCompletedSuccessfully || await WithinTimeoutAsync(send.AsTask());
    }

    private async Task TryCloseAsync(CloseReason reason)
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await WithinTimeoutAsync(
                socket.CloseOutputAsync((WebSocketCloseStatus)reason.Code, Shorten(reason.Message), CancellationToken.None));
        }
    }

    private async Task<bool> WithinTimeoutAsync(Task sending)
    {
        try
        {
            await sending.WaitAsync(options.SendTimeout, clock);
            return true;
        }
        catch (Exception gone) when (gone is TimeoutException or WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            Close(CloseReason.SlowConsumer, discardQueued: true);
            _discard = true;
            socket.Abort();
            return false;
        }
    }

    private static string Shorten(string message)
    {
        while (Encoding.UTF8.GetByteCount(message) > MaxReasonBytes)
        {
            message = message[..(char.IsLowSurrogate(message[^1]) ? ^2 : ^1)];
        }

        return message;
    }
}
