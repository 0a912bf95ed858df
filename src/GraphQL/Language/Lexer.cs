using System.Text;

namespace SmsPlatform.GraphQL.Language;

/// <summary>Cuts UTF-8 source into tokens. Holds one token at a time and makes nothing on the heap.</summary>
internal ref partial struct Lexer
{
    private readonly ReadOnlySpan<byte> _source;
    private int _next;
    private int _line;

    // The offset at which column 1 of the current line would stand if each UTF-16 unit before _next were one byte.
    private int _lineStart;

    public Lexer(ReadOnlySpan<byte> source)
    {
        _source = source;
        _line = 1;
        Kind = TokenKind.StartOfFile;
        Position = new SourcePosition(0, 1, 1);
    }

    /// <summary>The kind of the current token.</summary>
    public TokenKind Kind { get; private set; }

    /// <summary>Where the current token starts.</summary>
    public SourcePosition Position { get; private set; }

    /// <summary>The offset behind the current token.</summary>
    public int End { get; private set; }

    /// <summary>The bytes of the current token; for strings without their quotes.</summary>
    public readonly ReadOnlySpan<byte> Text => Kind switch
    {
        TokenKind.String => _source[(Position.Start + 1)..(End - 1)],
        TokenKind.BlockString => _source[(Position.Start + 3)..(End - 3)],
        _ => _source[Position.Start..End],
    };

    /// <summary>Reads the next token; at the end of the source it stays there.</summary>
    /// <exception cref="SyntaxException">No token starts here.</exception>
    public void Advance()
    {
        SkipIgnored();

        Position = At(_next);
        if (_next >= _source.Length)
        {
            Finish(TokenKind.EndOfFile, _source.Length);
            return;
        }

        var octet = _source[_next];
        if (Characters.IsNameStart(octet))
        {
            ReadName();
            return;
        }

        switch (octet)
        {
            case (byte)'{':
                Finish(TokenKind.BraceOpen, _next + 1);
                break;
            case (byte)'}':
                Finish(TokenKind.BraceClose, _next + 1);
                break;
            case (byte)'(':
                Finish(TokenKind.ParenOpen, _next + 1);
                break;
            case (byte)')':
                Finish(TokenKind.ParenClose, _next + 1);
                break;
            case (byte)':':
                Finish(TokenKind.Colon, _next + 1);
                break;
            case (byte)'$':
                Finish(TokenKind.Dollar, _next + 1);
                break;
            case (byte)'!':
                Finish(TokenKind.Bang, _next + 1);
                break;
            case (byte)'[':
                Finish(TokenKind.BracketOpen, _next + 1);
                break;
            case (byte)']':
                Finish(TokenKind.BracketClose, _next + 1);
                break;
            case (byte)'=':
                Finish(TokenKind.Equals, _next + 1);
                break;
            case (byte)'@':
                Finish(TokenKind.At, _next + 1);
                break;
            case (byte)'|':
                Finish(TokenKind.Pipe, _next + 1);
                break;
            case (byte)'&':
                Finish(TokenKind.Ampersand, _next + 1);
                break;
            case (byte)'.':
                ReadSpread();
                break;
            case (byte)'"':
                ReadString();
                break;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                ReadNumber();
                break;
            default:
                throw NoToken();
        }
    }

    // Ignored : UnicodeBOM | WhiteSpace | LineTerminator | Comment | Comma
    private void SkipIgnored()
    {
        while (_next < _source.Length)
        {
            switch (_source[_next])
            {
                case (byte)' ' or (byte)'\t' or (byte)',':
                    _next++;
                    break;
                case (byte)'\n' or (byte)'\r':
                    _next = SkipLineTerminator(_next);
                    break;
                case (byte)'#':
                    SkipComment();
                    break;
                case 0xEF when _source[_next..].StartsWith("\uFEFF"u8):
                    _next += 3;
                    _lineStart += 2;
                    break;
                default:
                    return;
            }
        }
    }

    // Comment : # CommentChar*
    private void SkipComment()
    {
        _next++;
        while (_next < _source.Length && _source[_next] is not ((byte)'\n' or (byte)'\r'))
        {
            _next = SkipCharacter(_next);
        }
    }

    private int SkipLineTerminator(int at)
    {
        at += _source[at] == '\r' && at + 1 < _source.Length && _source[at + 1] == '\n' ? 2 : 1;
        _line++;
        _lineStart = at;
        return at;
    }

    // Steps over one character, and keeps the column right when it takes more bytes than UTF-16 units.
    private int SkipCharacter(int at)
    {
        if (_source[at] < 0x80)
        {
            return at + 1;
        }

        if (Rune.DecodeFromUtf8(_source[at..], out var rune, out var length) != System.Buffers.OperationStatus.Done)
        {
            throw SyntaxErrors.InvalidUtf8(_source[at], At(at));
        }

        _lineStart += length - rune.Utf16SequenceLength;
        return at + length;
    }

    // Name : NameStart NameContinue*
    private void ReadName()
    {
        var end = _next + 1;
        while (end < _source.Length && Characters.IsNameContinue(_source[end]))
        {
            end++;
        }

        Finish(TokenKind.Name, end);
    }

    private void ReadSpread()
    {
        if (!_source[_next..].StartsWith("..."u8))
        {
            throw NoToken();
        }

        Finish(TokenKind.Spread, _next + 3);
    }

    // IntValue : IntegerPart    FloatValue : IntegerPart FractionalPart? ExponentPart?
    private void ReadNumber()
    {
        var kind = TokenKind.Int;
        var end = ByteAt(_next) == '-' ? _next + 1 : _next;

        if (ByteAt(end) == '0')
        {
            end++;
            if (Characters.IsDigit(ByteAt(end)))
            {
                throw SyntaxErrors.DigitAfterZero(Characters.Describe(_source, end), At(end));
            }
        }
        else
        {
            end = ReadDigits(end);
        }

        if (ByteAt(end) == '.')
        {
            kind = TokenKind.Float;
            end = ReadDigits(end + 1);
        }

        if (ByteAt(end) is (byte)'e' or (byte)'E')
        {
            kind = TokenKind.Float;
            end = ReadDigits(ByteAt(end + 1) is (byte)'+' or (byte)'-' ? end + 2 : end + 1);
        }

        // A number touches no name and no dot: 0xF and 1.2.3 are mistakes, not two tokens.
        if (ByteAt(end) == '.' || Characters.IsNameStart(ByteAt(end)))
        {
            throw SyntaxErrors.DigitExpected(Characters.Describe(_source, end), At(end));
        }

        Finish(kind, end);
    }

    private readonly int ReadDigits(int at)
    {
        if (!Characters.IsDigit(ByteAt(at)))
        {
            throw SyntaxErrors.DigitExpected(Characters.Describe(_source, at), At(at));
        }

        while (Characters.IsDigit(ByteAt(at)))
        {
            at++;
        }

        return at;
    }

    private void Finish(TokenKind kind, int end)
    {
        Kind = kind;
        End = end;
        _next = end;
    }

    private readonly SyntaxException NoToken()
    {
        if (_source[_next] == '\'')
        {
            return SyntaxErrors.SingleQuote(Position);
        }

        return Rune.DecodeFromUtf8(_source[_next..], out _, out _) == System.Buffers.OperationStatus.Done
            ? SyntaxErrors.UnexpectedCharacter(Characters.Describe(_source, _next), Position)
            : SyntaxErrors.InvalidUtf8(_source[_next], Position);
    }

    // Zero behind the end: no grammar rule takes it, so it needs no check of its own.
    private readonly byte ByteAt(int at) => at < _source.Length ? _source[at] : (byte)0;

    private readonly SourcePosition At(int offset) => new(offset, _line, 1 + offset - _lineStart);

    private readonly string Excerpt(int start, int end) => Encoding.UTF8.GetString(_source[start..Math.Min(end, _source.Length)]);
}
