using System.Buffers.Binary;
using SmsPlatform.Application.Messaging;

namespace SmsPlatform.WebApi.GraphQL.Messaging;

/// <summary>The places of a stream as clients hold them: a cursor, or the id of a message as the schema or REST gives it.</summary>
internal static class StreamCursor
{
    private const int IdLength = 16;

    public static string Of(StreamPlace place)
    {
        Span<byte> raw = stackalloc byte[Prefix.Length + IdLength + sizeof(int)];
        Prefix.CopyTo(raw);
        place.MessageId.TryWriteBytes(raw[Prefix.Length..]);
        BinaryPrimitives.WriteInt32BigEndian(raw[(Prefix.Length + IdLength)..], place.Change ?? 0);
        return Convert.ToBase64String(raw);
    }

    /// <returns>Null when there is none.</returns>
    public static StreamPlace? Parse(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return null;
        }

        return TryParse(cursor, out var place)
            ? place
            : throw new GraphQLException(ErrorBuilder.New()
                .SetMessage("`after` is neither a cursor of this stream nor the id of a message.")
                .SetCode("cursor.invalid")
                .Build());
    }

    private static ReadOnlySpan<byte> Prefix => "Place:"u8;

    // Of the schema's ids: the base64 of the type's name, a colon and the sixteen bytes of the UUID.
    private static ReadOnlySpan<byte> IdPrefix => "Message:"u8;

    private static bool TryParse(string text, out StreamPlace place)
    {
        if (Guid.TryParse(text, out var id))
        {
            place = new StreamPlace(id, null);
            return true;
        }

        Span<byte> raw = stackalloc byte[64];
        place = default;
        if (!Convert.TryFromBase64String(text, raw, out var length))
        {
            return false;
        }

        raw = raw[..length];
        if (raw.StartsWith(IdPrefix) && length == IdPrefix.Length + IdLength)
        {
            place = new StreamPlace(new Guid(raw[IdPrefix.Length..]), null);
            return true;
        }

        if (!raw.StartsWith(Prefix) || length != Prefix.Length + IdLength + sizeof(int))
        {
            return false;
        }

        var change = BinaryPrimitives.ReadInt32BigEndian(raw[(Prefix.Length + IdLength)..]);
        place = new StreamPlace(new Guid(raw.Slice(Prefix.Length, IdLength)), change > 0 ? change : null);
        return change >= 0;
    }
}
