using System.Text;

namespace SmsPlatform.GraphQL.Language;

public ref partial struct Utf8GraphQLParser
{
    private void Advance()
    {
        _previousEnd = _lexer.End;
        _lexer.Advance();

        if (_lexer.Kind != TokenKind.EndOfFile && ++_tokenCount > _options.MaxTokens)
        {
            throw SyntaxErrors.TooManyTokens(_options.MaxTokens, _lexer.Position);
        }
    }

    private bool Skip(TokenKind kind)
    {
        if (_lexer.Kind != kind)
        {
            return false;
        }

        Advance();
        return true;
    }

    private void Expect(TokenKind kind)
    {
        if (_lexer.Kind != kind)
        {
            throw Expected(Describe(kind));
        }

        Advance();
    }

    private readonly bool IsKeyword(ReadOnlySpan<byte> keyword) => _lexer.Kind == TokenKind.Name && _lexer.Text.SequenceEqual(keyword);

    private bool SkipKeyword(ReadOnlySpan<byte> keyword)
    {
        if (!IsKeyword(keyword))
        {
            return false;
        }

        Advance();
        return true;
    }

    private void ExpectKeyword(ReadOnlySpan<byte> keyword)
    {
        if (!SkipKeyword(keyword))
        {
            throw Expected($"\"{Encoding.UTF8.GetString(keyword)}\"");
        }
    }

    // Recursion follows the document's nesting, so an unchecked document could overflow the stack, which .NET cannot catch.
    private void Enter()
    {
        if (++_depth > _options.MaxDepth)
        {
            throw SyntaxErrors.TooDeep(_options.MaxDepth, _lexer.Position);
        }
    }

    private void Leave() => _depth--;

    // Each node is located once, so this is also the place to count them.
    private Location Locate(SourcePosition start)
    {
        if (++_nodeCount > _options.MaxNodes)
        {
            throw SyntaxErrors.TooManyNodes(_options.MaxNodes, start);
        }

        return new Location(start.Start, _previousEnd, start.Line, start.Column);
    }

    private readonly SyntaxException Expected(string what) => SyntaxErrors.Expected(what, DescribeToken(), _lexer.Position);

    private readonly SyntaxException Unexpected() => SyntaxErrors.Unexpected(DescribeToken(), _lexer.Position);

    private readonly string DescribeToken() => _lexer.Kind switch
    {
        TokenKind.Name or TokenKind.Int or TokenKind.Float => $"{_lexer.Kind} \"{Encoding.UTF8.GetString(_lexer.Text)}\"",
        TokenKind.String => $"String \"{StringDecoder.Decode(_lexer.Text)}\"",
        TokenKind.BlockString => $"BlockString \"{StringDecoder.DecodeBlock(_lexer.Text)}\"",
        _ => Describe(_lexer.Kind),
    };

    private static string Describe(TokenKind kind) => kind switch
    {
        TokenKind.StartOfFile => "<SOF>",
        TokenKind.EndOfFile => "<EOF>",
        TokenKind.Bang => "\"!\"",
        TokenKind.Dollar => "\"$\"",
        TokenKind.Ampersand => "\"&\"",
        TokenKind.ParenOpen => "\"(\"",
        TokenKind.ParenClose => "\")\"",
        TokenKind.Spread => "\"...\"",
        TokenKind.Colon => "\":\"",
        TokenKind.Equals => "\"=\"",
        TokenKind.At => "\"@\"",
        TokenKind.BracketOpen => "\"[\"",
        TokenKind.BracketClose => "\"]\"",
        TokenKind.BraceOpen => "\"{\"",
        TokenKind.Pipe => "\"|\"",
        TokenKind.BraceClose => "\"}\"",
        _ => kind.ToString(),
    };
}
