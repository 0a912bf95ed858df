using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SmsPlatform.GraphQL.AspNetCore.WebSockets;

/// <summary>One message to a client, in a pooled buffer.</summary>
internal readonly struct SocketFrame
{
    private readonly byte[] _buffer;

    private SocketFrame(int length)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(length);
        Length = length;
    }

    public int Length { get; }

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, Length);

    public static SocketFrame Ping() => Join("{\"type\":\"ping\"}"u8);

    public static SocketFrame Pong(ReadOnlySpan<byte> payload) =>
        payload.IsEmpty ? Join("{\"type\":\"pong\"}"u8) : Join("{\"type\":\"pong\",\"payload\":"u8, payload, "}"u8);

    public static SocketFrame Acknowledge(ReadOnlySpan<byte> payload) =>
        payload.IsEmpty ? Join("{\"type\":\"connection_ack\"}"u8) : Join("{\"type\":\"connection_ack\",\"payload\":"u8, payload, "}"u8);

    public static SocketFrame Next(ReadOnlySpan<byte> id, ReadOnlySpan<byte> result) =>
        Join("{\"type\":\"next\",\"id\":"u8, id, ",\"payload\":"u8, result, "}"u8);

    public static SocketFrame Error(ReadOnlySpan<byte> id, ReadOnlySpan<byte> errors) =>
        Join("{\"type\":\"error\",\"id\":"u8, id, ",\"payload\":"u8, errors, "}"u8);

    public static SocketFrame Complete(ReadOnlySpan<byte> id) => Join("{\"type\":\"complete\",\"id\":"u8, id, "}"u8);

    /// <summary>The id as JSON.</summary>
    public static byte[] EncodeId(string id) =>
        [(byte)'"', .. JsonEncodedText.Encode(id, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"'];

    public void Return() => ArrayPool<byte>.Shared.Return(_buffer);

    private static SocketFrame Join(
        ReadOnlySpan<byte> a, ReadOnlySpan<byte> b = default, ReadOnlySpan<byte> c = default, ReadOnlySpan<byte> d = default, ReadOnlySpan<byte> e = default)
    {
        var frame = new SocketFrame(a.Length + b.Length + c.Length + d.Length + e.Length);
        var rest = frame._buffer.AsSpan();
        a.CopyTo(rest);
        rest = rest[a.Length..];
        b.CopyTo(rest);
        rest = rest[b.Length..];
        c.CopyTo(rest);
        rest = rest[c.Length..];
        d.CopyTo(rest);
        e.CopyTo(rest[d.Length..]);
        return frame;
    }
}
