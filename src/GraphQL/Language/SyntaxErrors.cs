namespace SmsPlatform.GraphQL.Language;

/// <summary>All messages of the lexer and the parser, worded as the reference implementation words them.</summary>
internal static class SyntaxErrors
{
    private const string Syntax = "SYNTAX_ERROR";
    private const string Limit = "DOCUMENT_TOO_LARGE";

    public static SyntaxException DigitAfterZero(string found, SourcePosition at) =>
        New($"Invalid number, unexpected digit after 0: {found}.", at);

    public static SyntaxException DigitExpected(string found, SourcePosition at) =>
        New($"Invalid number, expected digit but got: {found}.", at);

    public static SyntaxException SingleQuote(SourcePosition at) =>
        New("Unexpected single quote character ('), did you mean to use a double quote (\")?", at);

    public static SyntaxException UnexpectedCharacter(string found, SourcePosition at) => New($"Unexpected character: {found}.", at);

    public static SyntaxException InvalidUtf8(byte found, SourcePosition at) => New($"Invalid UTF-8: 0x{found:X2}.", at);

    public static SyntaxException UnterminatedString(SourcePosition at) => New("Unterminated string.", at);

    public static SyntaxException InvalidEscape(string sequence, SourcePosition at) =>
        New($"Invalid character escape sequence: \"{sequence}\".", at);

    public static SyntaxException InvalidUnicodeEscape(string sequence, SourcePosition at) =>
        New($"Invalid Unicode escape sequence: \"{sequence}\".", at);

    public static SyntaxException Expected(string expected, string found, SourcePosition at) =>
        New($"Expected {expected}, found {found}.", at);

    public static SyntaxException Unexpected(string found, SourcePosition at) => New($"Unexpected {found}.", at);

    public static SyntaxException VariableInConstant(string name, SourcePosition at) =>
        New($"Unexpected variable \"${name}\" in constant value.", at);

    public static SyntaxException ReservedEnumValue(string found, SourcePosition at) =>
        New($"{found} is reserved and cannot be used for an enum value.", at);

    public static SyntaxException DescriptionOnShorthand(SourcePosition at) =>
        New("Unexpected description, descriptions are not supported on shorthand queries.", at);

    public static SyntaxException DescriptionWithoutDefinition(SourcePosition at) =>
        New("Unexpected description, only GraphQL definitions support descriptions.", at);

    public static SyntaxException TooManyTokens(int max, SourcePosition at) => TooMany(max, "tokens", at);

    public static SyntaxException TooManyNodes(int max, SourcePosition at) => TooMany(max, "nodes", at);

    public static SyntaxException TooManyFields(int max, SourcePosition at) => TooMany(max, "fields", at);

    public static SyntaxException TooDeep(int max, SourcePosition at) =>
        new($"Document nests deeper than {max} levels. Parsing aborted.", Limit, at.Start, at.Line, at.Column);

    public static SyntaxException TooLarge(int max) =>
        new($"Document contains more than {max} bytes. Parsing aborted.", Limit, 0, 1, 1);

    private static SyntaxException TooMany(int max, string what, SourcePosition at) =>
        new($"Document contains more than {max} {what}. Parsing aborted.", Limit, at.Start, at.Line, at.Column);

    private static SyntaxException New(string message, SourcePosition at) => new(message, Syntax, at.Start, at.Line, at.Column);
}
