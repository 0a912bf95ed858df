namespace SmsPlatform.GraphQL.Language;

/// <summary>Where a node stands in its document.</summary>
/// <remarks>
/// Offsets count bytes of the UTF-8 source; line and column count from one, and a column is one UTF-16 code unit,
/// so that positions agree with those that editors and JavaScript clients show.
/// </remarks>
/// <param name="Start">The offset of the first byte.</param>
/// <param name="End">The offset behind the last byte.</param>
/// <param name="Line">The line of the first character; zero for a node that was not parsed.</param>
/// <param name="Column">The column of the first character; zero for a node that was not parsed.</param>
public readonly record struct Location(int Start, int End, int Line, int Column);
