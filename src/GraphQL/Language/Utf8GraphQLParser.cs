using System.Text;

namespace SmsPlatform.GraphQL.Language;

/// <summary>Parses GraphQL documents, executable and type-system, as the September 2025 specification defines them.</summary>
/// <remarks>Recursive descent with one token of lookahead. Its time and memory are linear in the source, within the options.</remarks>
public ref partial struct Utf8GraphQLParser
{
    private readonly ParserOptions _options;
    private Lexer _lexer;
    private NodeStack _nodes;
    private int _previousEnd;
    private int _depth;
    private int _tokenCount;
    private int _nodeCount;
    private int _fieldCount;

    private Utf8GraphQLParser(ReadOnlySpan<byte> source, ParserOptions options)
    {
        if (source.Length > options.MaxSize)
        {
            throw SyntaxErrors.TooLarge(options.MaxSize);
        }

        _options = options;
        _lexer = new Lexer(source);
        _nodes = new NodeStack();
    }

    /// <summary>Parses a document.</summary>
    /// <param name="source">The document in UTF-8.</param>
    /// <param name="options">The limits; those for clients when null.</param>
    /// <exception cref="SyntaxException">The text is no GraphQL document, or exceeds the options.</exception>
    public static DocumentNode Parse(ReadOnlySpan<byte> source, ParserOptions? options = null)
    {
        var parser = new Utf8GraphQLParser(source, options ?? ParserOptions.Default);
        try
        {
            parser.Advance();
            return parser.ParseDocument();
        }
        finally
        {
            parser._nodes.Release();
        }
    }

    /// <summary>Parses a document.</summary>
    /// <param name="source">The document.</param>
    /// <param name="options">The limits; those for clients when null.</param>
    /// <exception cref="SyntaxException">The text is no GraphQL document, or exceeds the options.</exception>
    public static DocumentNode Parse(string source, ParserOptions? options = null) => Parse(Encoding.UTF8.GetBytes(source), options);

    /// <summary>Parses a single value, in which variables may occur unless it is constant.</summary>
    /// <param name="source">The value in UTF-8.</param>
    /// <param name="isConstant">Whether variables are refused.</param>
    /// <param name="options">The limits; those for clients when null.</param>
    /// <exception cref="SyntaxException">The text is no value, or exceeds the options.</exception>
    public static ValueNode ParseValue(ReadOnlySpan<byte> source, bool isConstant = true, ParserOptions? options = null)
    {
        var parser = new Utf8GraphQLParser(source, options ?? ParserOptions.Default);
        try
        {
            parser.Advance();
            var value = parser.ParseValueLiteral(isConstant);
            parser.Expect(TokenKind.EndOfFile);
            return value;
        }
        finally
        {
            parser._nodes.Release();
        }
    }

    /// <summary>Parses a single reference to a type, such as <c>[Int!]</c>.</summary>
    /// <param name="source">The reference in UTF-8.</param>
    /// <exception cref="SyntaxException">The text is no reference to a type.</exception>
    public static TypeNode ParseType(ReadOnlySpan<byte> source)
    {
        var parser = new Utf8GraphQLParser(source, ParserOptions.Default);
        try
        {
            parser.Advance();
            var type = parser.ParseTypeReference();
            parser.Expect(TokenKind.EndOfFile);
            return type;
        }
        finally
        {
            parser._nodes.Release();
        }
    }

    // Document : Definition+
    private DocumentNode ParseDocument()
    {
        var start = _lexer.Position;
        do
        {
            _nodes.Push(ParseDefinition());
        }
        while (_lexer.Kind != TokenKind.EndOfFile);

        return new DocumentNode(_nodes.PopTo<DefinitionNode>(0), Locate(start));
    }

    // Definition : ExecutableDefinition | TypeSystemDefinition | TypeSystemExtension
    private DefinitionNode ParseDefinition()
    {
        var start = _lexer.Position;
        var description = ParseDescription();

        if (_lexer.Kind == TokenKind.BraceOpen)
        {
            return description is null ? ParseShorthandQuery() : throw SyntaxErrors.DescriptionOnShorthand(start);
        }

        if (_lexer.Kind != TokenKind.Name)
        {
            throw Unexpected();
        }

        if (ParseExecutableDefinition(start, description) is { } executable)
        {
            return executable;
        }

        if (ParseTypeSystemDefinition(start, description) is { } definition)
        {
            return definition;
        }

        if (description is not null)
        {
            throw SyntaxErrors.DescriptionWithoutDefinition(start);
        }

        return IsKeyword("extend"u8) ? ParseTypeSystemExtension() : throw Unexpected();
    }

    // Description : StringValue
    private StringValueNode? ParseDescription() =>
        _lexer.Kind is TokenKind.String or TokenKind.BlockString ? ParseStringLiteral() : null;

    // Name
    private NameNode ParseName()
    {
        if (_lexer.Kind != TokenKind.Name)
        {
            throw Expected("Name");
        }

        var start = _lexer.Position;
        var value = NameTable.Get(_lexer.Text);
        Advance();
        return new NameNode(value, Locate(start));
    }
}
