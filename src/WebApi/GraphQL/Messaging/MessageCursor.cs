namespace SmsPlatform.WebApi.GraphQL.Messaging;

/// <summary>Reads where a stream of messages is to go on: after the message with this id, as the schema or REST gives it.</summary>
internal static class MessageCursor
{
    private const int IdLength = 16;

    /// <returns>Null when there is none.</returns>
    public static Guid? Parse(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return null;
        }

        return Guid.TryParse(cursor, out var id) || TryReadGlobalId(cursor, out id)
            ? id
            : throw new GraphQLException(ErrorBuilder.New()
                .SetMessage("`after` is not the id of a message.")
                .SetCode("cursor.invalid")
                .Build());
    }

    // The base64 of the type's name, a colon and the sixteen bytes of the UUID.
    private static bool TryReadGlobalId(string text, out Guid id)
    {
        var prefix = "Message:"u8;
        var raw = new byte[prefix.Length + IdLength];
        var isGlobal = Convert.TryFromBase64String(text, raw, out var length) && length == raw.Length && raw.AsSpan().StartsWith(prefix);
        id = isGlobal ? new Guid(raw.AsSpan(prefix.Length)) : Guid.Empty;
        return isGlobal;
    }
}
