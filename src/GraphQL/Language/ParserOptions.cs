namespace SmsPlatform.GraphQL.Language;

/// <summary>What the parser accepts at most. Everything it does is linear in the size of the document.</summary>
public sealed record ParserOptions
{
    /// <summary>The limits for documents that come from clients.</summary>
    public static ParserOptions Default { get; } = new();

    /// <summary>The limits for documents that we wrote ourselves, such as a schema: only nesting is limited.</summary>
    public static ParserOptions Trusted { get; } = new()
    {
        MaxSize = int.MaxValue,
        MaxTokens = int.MaxValue,
        MaxNodes = int.MaxValue,
        MaxFields = int.MaxValue,
    };

    /// <summary>The deepest nesting of selection sets, values and types; 128 by default, 256 at most.</summary>
    /// <remarks>The parser, and all that walk its trees, recurse; .NET cannot catch a stack that overflows.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1 or above 256.</exception>
    public int MaxDepth
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 256);
            field = value;
        }
    }

    = 128;

    /// <summary>The largest document in bytes; 64 KiB by default.</summary>
    public int MaxSize { get; init; } = 64 * 1024;

    /// <summary>The greatest number of tokens, comments not counted; 20,000 by default.</summary>
    public int MaxTokens { get; init; } = 20_000;

    /// <summary>The greatest number of syntax nodes; 40,000 by default.</summary>
    public int MaxNodes { get; init; } = 40_000;

    /// <summary>The greatest number of fields as written, before fragments are expanded; 2,048 by default.</summary>
    public int MaxFields { get; init; } = 2_048;
}
