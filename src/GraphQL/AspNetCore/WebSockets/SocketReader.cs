using System.Buffers;
using System.Net.WebSockets;

namespace SmsPlatform.GraphQL.AspNetCore.WebSockets;

/// <summary>Puts a client's frames together to messages.</summary>
internal sealed class SocketReader(WebSocket socket, int maxMessageSize) : IDisposable
{
    private const int InitialSize = 1024;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);

    /// <summary>Reads one message.</summary>
    /// <returns>The message, valid until the next read, or why there is none; neither when the client has closed.</returns>
    public async ValueTask<(ReadOnlyMemory<byte>? Message, CloseReason? Refused)> ReadAsync(CancellationToken cancellationToken)
    {
        var length = 0;

        while (true)
        {
            if (length == _buffer.Length)
            {
                Grow();
            }

            var received = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);

            if (received.MessageType == WebSocketMessageType.Close)
            {
                return (null, null);
            }

            length += received.Count;

            if (length > maxMessageSize)
            {
                return (null, CloseReason.MessageTooBig);
            }

            if (received.MessageType != WebSocketMessageType.Text)
            {
                return (null, CloseReason.InvalidMessage);
            }

            if (received.EndOfMessage)
            {
                return (_buffer.AsMemory(0, length), null);
            }
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
