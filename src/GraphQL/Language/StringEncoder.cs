using System.Globalization;
using System.Text;

namespace SmsPlatform.GraphQL.Language;

/// <summary>Writes the text of strings as GraphQL literals.</summary>
internal static class StringEncoder
{
    private const int LongestSingleLine = 70;

    /// <summary>Writes a quoted string.</summary>
    public static string Encode(string value)
    {
        var result = new StringBuilder(value.Length + 2).Append('"');
        foreach (var character in value)
        {
            switch (character)
            {
                case '"':
                    result.Append("\\\"");
                    break;
                case '\\':
                    result.Append("\\\\");
                    break;
                case '\b':
                    result.Append("\\b");
                    break;
                case '\f':
                    result.Append("\\f");
                    break;
                case '\n':
                    result.Append("\\n");
                    break;
                case '\r':
                    result.Append("\\r");
                    break;
                case '\t':
                    result.Append("\\t");
                    break;
                case < ' ' or (>= '\u007F' and <= '\u009F'):
                    result.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
                    break;
                default:
                    result.Append(character);
                    break;
            }
        }

        return result.Append('"').ToString();
    }

    /// <summary>Writes a block string, over several lines where one would be long or ambiguous.</summary>
    public static string EncodeBlock(string value)
    {
        var escaped = value.Replace("\"\"\"", "\\\"\"\"", StringComparison.Ordinal);
        var lines = escaped.Split(["\r\n", "\n", "\r"], StringSplitOptions.None);
        var isSingleLine = lines.Length == 1;

        // All later lines are indented: a leading line break makes the first one count as well.
        var needsLeadingBreak = !isSingleLine && lines.Skip(1).All(IsBlankOrIndented);
        var endsWithTripleQuotes = escaped.EndsWith("\\\"\"\"", StringComparison.Ordinal);

        // Else the last character would run into the closing quotes.
        var needsTrailingBreak = (value.EndsWith('"') && !endsWithTripleQuotes) || value.EndsWith('\\');
        var isMultiline = !isSingleLine
            || value.Length > LongestSingleLine
            || needsTrailingBreak
            || needsLeadingBreak
            || endsWithTripleQuotes;
        var keepsFirstLine = isSingleLine && value.Length > 0 && IsBlankOrIndented(value);

        return string.Concat(
            "\"\"\"",
            (isMultiline && !keepsFirstLine) || needsLeadingBreak ? "\n" : string.Empty,
            escaped,
            isMultiline || needsTrailingBreak ? "\n\"\"\"" : "\"\"\"");
    }

    private static bool IsBlankOrIndented(string line) => line.Length == 0 || line[0] is ' ' or '\t';
}
