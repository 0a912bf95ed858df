namespace SmsPlatform.Infrastructure.Knowledge.Reading;

/// <summary>Tells a table's row by itself: each cell after its header.</summary>
internal static class Tables
{
    public static string Row(IReadOnlyList<string> headers, IReadOnlyList<string> cells)
    {
        var parts = cells
            .Select((cell, column) => (Header: column < headers.Count ? headers[column].Trim() : "", Cell: cell.Trim()))
            .Where(part => part.Cell.Length > 0)
            .Select(part => part.Header.Length == 0 || part.Header == part.Cell ? part.Cell : $"{part.Header}: {part.Cell}");
        return string.Join("; ", parts);
    }
}
