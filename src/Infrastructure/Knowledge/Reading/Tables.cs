using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Knowledge.Reading;

/// <summary>Tells a table's row by itself: each cell after its header.</summary>
internal static class Tables
{
    // Repeated before each cell, so that a long one would be most of the document. A name is far shorter.
    private const int MaxHeaderLength = 160;

    /// <summary>The names that the cells of the first row give to those below.</summary>
    public static string[] Headers(IEnumerable<string> cells) => [.. cells.Select(cell => cell.Trim().Cut(MaxHeaderLength).TrimEnd())];

    /// <param name="headers">As <see cref="Headers"/> gives them.</param>
    public static string Row(IReadOnlyList<string> headers, IReadOnlyList<string> cells)
    {
        var parts = cells
            .Select((cell, column) => (Header: column < headers.Count ? headers[column] : "", Cell: cell.Trim()))
            .Where(part => part.Cell.Length > 0)
            .Select(part => part.Header.Length == 0 || part.Header == part.Cell ? part.Cell : $"{part.Header}: {part.Cell}");
        return string.Join("; ", parts);
    }
}
