using SmsPlatform.GraphQL.Language;

namespace SmsPlatform.GraphQL;

/// <summary>The most a request's document may hold.</summary>
public sealed class RequestParserOptions
{
    /// <summary>Bytes of the document.</summary>
    public int MaxAllowedSize { get; set; } = ParserOptions.Default.MaxSize;

    /// <summary>Tokens.</summary>
    public int MaxAllowedTokens { get; set; } = ParserOptions.Default.MaxTokens;

    /// <summary>Syntax nodes.</summary>
    public int MaxAllowedNodes { get; set; } = ParserOptions.Default.MaxNodes;

    /// <summary>Fields, as written.</summary>
    public int MaxAllowedFields { get; set; } = ParserOptions.Default.MaxFields;

    /// <summary>Nesting.</summary>
    public int MaxAllowedDepth { get; set; } = ParserOptions.Default.MaxDepth;

    internal ParserOptions ToParserOptions() => new()
    {
        MaxSize = MaxAllowedSize,
        MaxTokens = MaxAllowedTokens,
        MaxNodes = MaxAllowedNodes,
        MaxFields = MaxAllowedFields,
        MaxDepth = MaxAllowedDepth,
    };
}
