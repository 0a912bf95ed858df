using System.Text;

namespace SmsPlatform.GraphQL.Language;

// The lexer checks strings and finds their end; StringDecoder gives their meaning, when somebody asks for it.
internal ref partial struct Lexer
{
    private void ReadString()
    {
        if (ByteAt(_next + 1) == '"' && ByteAt(_next + 2) == '"')
        {
            ReadBlockString();
            return;
        }

        // StringValue : " StringCharacter* "
        var at = _next + 1;
        while (at < _source.Length)
        {
            switch (_source[at])
            {
                case (byte)'"':
                    Finish(TokenKind.String, at + 1);
                    return;
                case (byte)'\\':
                    at = SkipEscape(at);
                    break;
                case (byte)'\n' or (byte)'\r':
                    throw SyntaxErrors.UnterminatedString(At(at));
                default:
                    at = SkipCharacter(at);
                    break;
            }
        }

        throw SyntaxErrors.UnterminatedString(At(at));
    }

    // BlockString : """ BlockStringCharacter* """
    private void ReadBlockString()
    {
        var at = _next + 3;
        while (at < _source.Length)
        {
            switch (_source[at])
            {
                case (byte)'"' when ByteAt(at + 1) == '"' && ByteAt(at + 2) == '"':
                    Finish(TokenKind.BlockString, at + 3);
                    return;
                case (byte)'\\' when _source[at..].StartsWith("\\\"\"\""u8):
                    at += 4;
                    break;
                case (byte)'\n' or (byte)'\r':
                    at = SkipLineTerminator(at);
                    break;
                default:
                    at = SkipCharacter(at);
                    break;
            }
        }

        throw SyntaxErrors.UnterminatedString(At(at));
    }

    private readonly int SkipEscape(int at) => ByteAt(at + 1) switch
    {
        (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' => at + 2,
        (byte)'u' => ByteAt(at + 2) == '{' ? SkipVariableWidthEscape(at) : SkipFixedWidthEscape(at),
        _ => throw SyntaxErrors.InvalidEscape(Excerpt(at, EndOfCharacter(at + 1)), At(at)),
    };

    // EscapedUnicode : { HexDigit+ }, naming a Unicode scalar value.
    private readonly int SkipVariableWidthEscape(int at)
    {
        var value = 0;
        var end = at + 3;
        for (; HexDigit(ByteAt(end)) is var digit and >= 0; end++)
        {
            // Saturates beyond the last code point, so leading zeros are free and nothing overflows.
            value = Math.Min((value << 4) | digit, 0x110000);
        }

        // Eight digits at most, as in the reference implementation.
        if (end == at + 3 || end > at + 11 || ByteAt(end) != '}' || !Rune.IsValid(value))
        {
            throw SyntaxErrors.InvalidUnicodeEscape(Excerpt(at, Math.Min(EndOfCharacter(end), at + 12)), At(at));
        }

        return end + 1;
    }

    // EscapedUnicode : HexDigit HexDigit HexDigit HexDigit, where a leading surrogate needs its trailing one.
    private readonly int SkipFixedWidthEscape(int at)
    {
        var value = HexValue(at + 2);
        if (value is >= 0 and (< 0xD800 or > 0xDFFF))
        {
            return at + 6;
        }

        if (value is >= 0xD800 and <= 0xDBFF
            && ByteAt(at + 6) == '\\'
            && ByteAt(at + 7) == 'u'
            && HexValue(at + 8) is >= 0xDC00 and <= 0xDFFF)
        {
            return at + 12;
        }

        throw SyntaxErrors.InvalidUnicodeEscape(Excerpt(at, at + 6), At(at));
    }

    private readonly int HexValue(int at)
    {
        var value = 0;
        for (var i = at; i < at + 4; i++)
        {
            var digit = HexDigit(ByteAt(i));
            if (digit < 0)
            {
                return -1;
            }

            value = (value << 4) | digit;
        }

        return value;
    }

    private static int HexDigit(byte octet) => octet switch
    {
        >= (byte)'0' and <= (byte)'9' => octet - '0',
        >= (byte)'a' and <= (byte)'f' => octet - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => octet - 'A' + 10,
        _ => -1,
    };

    private readonly int EndOfCharacter(int at)
    {
        if (at >= _source.Length)
        {
            return _source.Length;
        }

        Rune.DecodeFromUtf8(_source[at..], out _, out var length);
        return at + length;
    }
}
