using System.Diagnostics.CodeAnalysis;

namespace SmsPlatform.GraphQL.Language;

/// <summary>The document is not GraphQL, or is larger than the parser's options allow.</summary>
[SuppressMessage("Design", "CA1032", Justification = "A syntax error always has a position.")]
public sealed class SyntaxException : Exception
{
    internal SyntaxException(string message, string code, int position, int line, int column)
        : base("Syntax Error: " + message)
    {
        Code = code;
        Position = position;
        Line = line;
        Column = column;
    }

    /// <summary>The stable code of the error, such as <c>SYNTAX_ERROR</c>.</summary>
    public string Code { get; }

    /// <summary>The offset of the error in the UTF-8 source, in bytes.</summary>
    public int Position { get; }

    /// <summary>The line of the error, from one.</summary>
    public int Line { get; }

    /// <summary>The column of the error, from one, in UTF-16 code units.</summary>
    public int Column { get; }
}
