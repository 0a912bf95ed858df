using System.Text;
using System.Text.Unicode;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>The parameters of an <c>application/x-www-form-urlencoded</c> body or query, in the order they came.</summary>
/// <remarks>
/// Our own parser, because the signature covers exactly what was posted: repeated names, empty values, outer white space and
/// NUL included, where a general form reader trims, joins, limits or throws.
/// </remarks>
internal sealed class TwilioForm
{
    /// <summary>Far above what Twilio posts; bounds the sorting that an unsigned request can cause.</summary>
    public const int MaxParameters = 10_000;

    private readonly byte[] _decoded;
    private readonly Parameter[] _parameters;

    private TwilioForm(byte[] decoded, Parameter[] parameters, int count)
    {
        _decoded = decoded;
        _parameters = parameters;
        Count = count;
    }

    public int Count { get; }

    /// <summary>Decodes percent escapes and <c>+</c>. A malformed escape stands for itself.</summary>
    public static Result<TwilioForm> Parse(ReadOnlySpan<byte> source)
    {
        var most = 1 + source.Count((byte)'&');
        if (most > MaxParameters)
        {
            return WebhookErrors.TooManyParameters;
        }

        // Decoding never lengthens, and the separators stay between the pieces, so the whole can be checked as UTF-8 at once.
        var decoded = new byte[source.Length + (2 * most)];
        var parameters = new Parameter[most];
        var count = 0;
        var written = 0;
        foreach (var range in source.Split((byte)'&'))
        {
            var pair = source[range];
            if (pair.IsEmpty)
            {
                continue;
            }

            var equals = pair.IndexOf((byte)'=');
            var name = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? default : pair[(equals + 1)..];

            var nameStart = written;
            var nameLength = Decode(name, decoded.AsSpan(written));
            written += nameLength;
            decoded[written++] = (byte)'=';
            var valueStart = written;
            var valueLength = Decode(value, decoded.AsSpan(written));
            written += valueLength;
            decoded[written++] = (byte)'&';
            parameters[count++] = new Parameter(nameStart, nameLength, valueStart, valueLength);
        }

        return Utf8.IsValid(decoded.AsSpan(0, written))
            ? new TwilioForm(decoded, parameters, count)
            : WebhookErrors.InvalidEncoding;
    }

    public ReadOnlySpan<byte> Name(int index) => _decoded.AsSpan(_parameters[index].NameStart, _parameters[index].NameLength);

    /// <summary>The value as it was signed.</summary>
    public ReadOnlySpan<byte> Value(int index) => _decoded.AsSpan(_parameters[index].ValueStart, _parameters[index].ValueLength);

    /// <summary>The name as it can be stored.</summary>
    public string NameText(int index) => Storable(Name(index));

    /// <summary>The value as it can be stored.</summary>
    public string Text(int index) => Storable(Value(index));

    /// <summary>The first parameter of that name; -1 when there is none.</summary>
    public int IndexOf(ReadOnlySpan<byte> name)
    {
        for (var index = 0; index < Count; index++)
        {
            if (Name(index).SequenceEqual(name))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>The storable value of the first parameter of that name; empty when there is none.</summary>
    public string Find(ReadOnlySpan<byte> name) => IndexOf(name) is >= 0 and var index ? Text(index) : "";

    // PostgreSQL's text holds no NUL.
    private static string Storable(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", "", StringComparison.Ordinal) : text;
    }

    private static int Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var written = 0;
        while (true)
        {
            var special = source.IndexOfAny((byte)'%', (byte)'+');
            if (special < 0)
            {
                source.CopyTo(destination[written..]);
                return written + source.Length;
            }

            source[..special].CopyTo(destination[written..]);
            written += special;
            source = source[special..];
            if (source[0] == '+')
            {
                destination[written++] = (byte)' ';
                source = source[1..];
            }
            else if (source.Length > 2 && char.IsAsciiHexDigit((char)source[1]) && char.IsAsciiHexDigit((char)source[2]))
            {
                destination[written++] = (byte)((HexValue(source[1]) << 4) | HexValue(source[2]));
                source = source[3..];
            }
            else
            {
                destination[written++] = (byte)'%';
                source = source[1..];
            }
        }
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private readonly record struct Parameter(int NameStart, int NameLength, int ValueStart, int ValueLength);
}
