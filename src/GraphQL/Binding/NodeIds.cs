using System.Buffers.Text;
using System.Globalization;
using System.Text;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>
/// Writes and reads global ids as HotChocolate does: the base64 of <c>Type:</c> and the id, a number or string as text and a UUID as its
/// sixteen bytes.
/// </summary>
internal static class NodeIds
{
    private const int LongestId = 1024;

    public static string Format(string typeName, object id)
    {
        Span<byte> raw = stackalloc byte[LongestId];
        return Convert.ToBase64String(raw[..Build(typeName, id, raw)]);
    }

    public static void Write(ResultWriter output, byte[] prefix, object id)
    {
        Span<byte> raw = stackalloc byte[LongestId];
        prefix.CopyTo(raw);

        // An id that does not fit throws before anything is written.
        var length = prefix.Length + WriteValue(id, raw[prefix.Length..]);
        var room = output.GetSpan(Base64.GetMaxEncodedToUtf8Length(length) + 2);
        room[0] = (byte)'"';
        Base64.EncodeToUtf8(raw[..length], room[1..], out _, out var written);
        room[written + 1] = (byte)'"';
        output.Advance(written + 2);
    }

    /// <summary>Splits an id into the type's name and the raw value; null when it is no global id.</summary>
    public static (string TypeName, byte[] Value)? Split(string id)
    {
        Span<byte> raw = stackalloc byte[LongestId];
        if (id.Length > LongestId || !Convert.TryFromBase64String(id, raw, out var length))
        {
            return null;
        }

        raw = raw[..length];
        var colon = raw.IndexOf((byte)':');
        return colon <= 0 ? null : (Encoding.UTF8.GetString(raw[..colon]), raw[(colon + 1)..].ToArray());
    }

    /// <summary>Reads the raw value as one of the types an id can have; null when it is none.</summary>
    public static object? ReadValue(byte[] raw, Type type)
    {
        if (type == typeof(Guid))
        {
            return raw.Length == 16 ? new Guid(raw) : Guid.TryParse(raw, CultureInfo.InvariantCulture, out var id) ? id : null;
        }

        if (type == typeof(int))
        {
            return int.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) ? id : null;
        }

        if (type == typeof(long))
        {
            return long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) ? id : null;
        }

        if (type == typeof(short))
        {
            return short.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) ? id : null;
        }

        return type == typeof(string) ? Encoding.UTF8.GetString(raw) : null;
    }

    public static bool IsSupported(Type type) =>
        type == typeof(Guid) || type == typeof(int) || type == typeof(long) || type == typeof(short) || type == typeof(string);

    private static int Build(string typeName, object id, Span<byte> raw)
    {
        var length = Encoding.UTF8.GetBytes(typeName, raw);
        raw[length++] = (byte)':';
        return length + WriteValue(id, raw[length..]);
    }

    private static int WriteValue(object id, Span<byte> raw)
    {
        int written;
        switch (id)
        {
            case Guid guid:
                guid.TryWriteBytes(raw);
                return 16;
            case int number:
                number.TryFormat(raw, out written, default, CultureInfo.InvariantCulture);
                return written;
            case long number:
                number.TryFormat(raw, out written, default, CultureInfo.InvariantCulture);
                return written;
            case short number:
                number.TryFormat(raw, out written, default, CultureInfo.InvariantCulture);
                return written;
            case string text:
                return Encoding.UTF8.TryGetBytes(text, raw, out written)
                    ? written
                    : throw new GraphQLException("The id is too long to be a global id.");
            default:
                throw new InvalidOperationException(
                    $"{id.GetType()} cannot be a global id; register a type converter to Guid, int, long or string.");
        }
    }
}
