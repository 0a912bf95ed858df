using System.Buffers;
using System.Globalization;
using System.Text;

namespace SmsPlatform.GraphQL.Language;

/// <summary>Gives the meaning of a string token that the lexer has checked.</summary>
internal static class StringDecoder
{
    /// <summary>Resolves the escapes of a quoted string.</summary>
    public static string Decode(ReadOnlySpan<byte> raw)
    {
        if (!raw.Contains((byte)'\\'))
        {
            return Encoding.UTF8.GetString(raw);
        }

        // An escape is never shorter than what it stands for.
        var buffer = ArrayPool<char>.Shared.Rent(raw.Length);
        try
        {
            var length = 0;
            while (!raw.IsEmpty)
            {
                var run = raw.IndexOf((byte)'\\');
                if (run < 0)
                {
                    run = raw.Length;
                }

                length += Encoding.UTF8.GetChars(raw[..run], buffer.AsSpan(length));
                raw = raw[run..];
                if (!raw.IsEmpty)
                {
                    length += DecodeEscape(ref raw, buffer.AsSpan(length));
                }
            }

            return new string(buffer, 0, length);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    /// <summary>Removes the common indentation and the blank first and last lines of a block string.</summary>
    // The specification's BlockStringValue(rawValue).
    public static string DecodeBlock(ReadOnlySpan<byte> raw)
    {
        var text = Encoding.UTF8.GetString(raw).Replace("\\\"\"\"", "\"\"\"", StringComparison.Ordinal);
        var lines = SplitLines(text);

        var commonIndent = int.MaxValue;
        var first = -1;
        var last = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = text.AsSpan(lines[i]);
            var indent = line.IndexOfAnyExcept(' ', '\t');
            if (indent < 0)
            {
                continue;
            }

            first = first < 0 ? i : first;
            last = i;
            if (i > 0)
            {
                commonIndent = Math.Min(commonIndent, indent);
            }
        }

        if (first < 0)
        {
            return string.Empty;
        }

        var result = new StringBuilder(text.Length);
        for (var i = first; i <= last; i++)
        {
            var line = text.AsSpan(lines[i]);
            result.Append(i == 0 ? line : line[Math.Min(commonIndent, line.Length)..]);
            if (i < last)
            {
                result.Append('\n');
            }
        }

        return result.ToString();
    }

    private static List<Range> SplitLines(string text)
    {
        var lines = new List<Range>();
        var start = 0;
        while (text.AsSpan(start).IndexOfAny('\n', '\r') is var length and >= 0)
        {
            lines.Add(start..(start + length));
            var isPair = text[start + length] == '\r' && start + length + 1 < text.Length && text[start + length + 1] == '\n';
            start += length + (isPair ? 2 : 1);
        }

        lines.Add(start..text.Length);
        return lines;
    }

    private static int DecodeEscape(ref ReadOnlySpan<byte> raw, Span<char> target)
    {
        var kind = raw[1];
        if (kind == 'u')
        {
            return DecodeUnicodeEscape(ref raw, target);
        }

        target[0] = kind switch
        {
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            _ => (char)kind,
        };
        raw = raw[2..];
        return 1;
    }

    private static int DecodeUnicodeEscape(ref ReadOnlySpan<byte> raw, Span<char> target)
    {
        if (raw[2] != '{')
        {
            // A surrogate pair is written as two escapes, and its halves are taken one by one.
            target[0] = (char)ushort.Parse(raw.Slice(2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            raw = raw[6..];
            return 1;
        }

        var end = raw.IndexOf((byte)'}');
        var rune = new Rune(int.Parse(raw[3..end], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        raw = raw[(end + 1)..];
        return rune.EncodeToUtf16(target);
    }
}
