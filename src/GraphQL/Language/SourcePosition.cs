namespace SmsPlatform.GraphQL.Language;

/// <summary>A place in the source: the offset in bytes, the line and the column from one.</summary>
internal readonly record struct SourcePosition(int Start, int Line, int Column);
