using System.Text.Json;
using System.Text.Unicode;
using SmsPlatform.GraphQL.AspNetCore.Http;

namespace SmsPlatform.GraphQL.AspNetCore.WebSockets;

/// <summary>What a client may say.</summary>
internal enum SocketMessageType
{
    ConnectionInit,
    Ping,
    Pong,
    Subscribe,
    Complete,
}

/// <summary>One message of a client.</summary>
/// <param name="Type">What it says.</param>
/// <param name="Id">The operation's id; set for <c>subscribe</c> and <c>complete</c>.</param>
/// <param name="Payload">The payload's JSON, an object; empty when there is none.</param>
internal readonly record struct SocketMessage(SocketMessageType Type, string? Id, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Reads a message.</summary>
    /// <param name="text">The message, which the payload goes on referring to.</param>
    /// <param name="message">The message.</param>
    /// <returns>False when it is not a message of the protocol.</returns>
    public static bool TryParse(ReadOnlyMemory<byte> text, out SocketMessage message)
    {
        message = default;

        if (!Utf8.IsValid(text.Span))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(text.Span);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && TryRead(ref reader, text, out message) && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryRead(ref Utf8JsonReader reader, ReadOnlyMemory<byte> text, out SocketMessage message)
    {
        SocketMessageType? type = null;
        string? id = null;
        ReadOnlyMemory<byte> payload = default;
        message = default;

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool read;

            if (!JsonStrings.IsWellFormed(ref reader))
            {
                return false;
            }

            if (reader.ValueTextEquals("type"u8))
            {
                read = reader.Read() && type is null && TryReadType(ref reader, out type);
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                read = reader.Read() && id is null && TryReadId(ref reader, out id);
            }
            else if (reader.ValueTextEquals("payload"u8))
            {
                read = reader.Read() && payload.IsEmpty && TryReadPayload(ref reader, text, out payload);
            }
            else
            {
                read = reader.Read() && TrySkip(ref reader);
            }

            if (!read)
            {
                return false;
            }
        }

        if (type is not { } known || (known is SocketMessageType.Subscribe or SocketMessageType.Complete && id is null))
        {
            return false;
        }

        message = new SocketMessage(known, id, payload);
        return true;
    }

    private static bool TryReadType(ref Utf8JsonReader reader, out SocketMessageType? type)
    {
        type =
            reader.TokenType != JsonTokenType.String || !JsonStrings.IsWellFormed(ref reader) ? null :
            reader.ValueTextEquals("subscribe"u8) ? SocketMessageType.Subscribe :
            reader.ValueTextEquals("complete"u8) ? SocketMessageType.Complete :
            reader.ValueTextEquals("ping"u8) ? SocketMessageType.Ping :
            reader.ValueTextEquals("pong"u8) ? SocketMessageType.Pong :
            reader.ValueTextEquals("connection_init"u8) ? SocketMessageType.ConnectionInit :
            null;

        return type is not null;
    }

    private static bool TryReadId(ref Utf8JsonReader reader, out string? id)
    {
        id = reader.TokenType == JsonTokenType.String && JsonStrings.IsWellFormed(ref reader) ? reader.GetString() : null;
        return !string.IsNullOrEmpty(id);
    }

    private static bool TryReadPayload(ref Utf8JsonReader reader, ReadOnlyMemory<byte> text, out ReadOnlyMemory<byte> payload)
    {
        payload = default;

        if (reader.TokenType == JsonTokenType.Null)
        {
            return true;
        }

        var start = (int)reader.TokenStartIndex;

        if (reader.TokenType != JsonTokenType.StartObject || !TrySkip(ref reader))
        {
            return false;
        }

        payload = text[start..(int)reader.BytesConsumed];
        return true;
    }

    private static bool TrySkip(ref Utf8JsonReader reader) => RequestParser.Skip(ref reader) is null;
}
