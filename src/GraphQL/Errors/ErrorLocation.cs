namespace SmsPlatform.GraphQL;

/// <summary>A place in a GraphQL document; both numbers count from 1, the column in UTF-16 code units.</summary>
/// <param name="Line">The line.</param>
/// <param name="Column">The column.</param>
public readonly record struct ErrorLocation(int Line, int Column);
