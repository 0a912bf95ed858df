using System.Text;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Infrastructure.Knowledge.Reading;

/// <summary>Reads comma-, semicolon- or tab-separated records, quoted as RFC 4180 says. The first one names the columns.</summary>
internal static class CsvText
{
    private const int MaxColumns = 200;

    public static IEnumerable<Block> Read(string text)
    {
        string[]? headers = null;
        foreach (var record in Records(text, Separator(text)))
        {
            if (record.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            if (headers is null)
            {
                headers = Tables.Headers(record);
                continue;
            }

            yield return Block.Entry(Tables.Row(headers, record));
        }
    }

    // Whichever is in the header line most often.
    private static char Separator(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var line = text.AsSpan(0, end < 0 ? text.Length : end);
        int commas = line.Count(','), semicolons = line.Count(';'), tabs = line.Count('\t');
        return tabs > Math.Max(commas, semicolons) ? '\t' : semicolons > commas ? ';' : ',';
    }

    private static IEnumerable<string[]> Records(string text, char separator)
    {
        var record = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (isQuoted)
            {
                if (character != '"')
                {
                    field.Append(character);
                }
                else if (at + 1 < text.Length && text[at + 1] == '"')
                {
                    field.Append(text[++at]);
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (character == '"' && field.Length == 0)
            {
                isQuoted = true;
            }
            else if (character == separator)
            {
                EndField(record, field);
            }
            else if (character == '\n')
            {
                EndField(record, field);
                yield return [.. record];
                record.Clear();
            }
            else
            {
                field.Append(character);
            }
        }

        EndField(record, field);
        yield return [.. record];
    }

    private static void EndField(List<string> record, StringBuilder field)
    {
        if (record.Count < MaxColumns)
        {
            record.Add(field.ToString());
        }

        field.Clear();
    }
}
