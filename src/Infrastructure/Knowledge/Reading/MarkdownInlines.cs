using System.Net;
using System.Text;

namespace SmsPlatform.Infrastructure.Knowledge.Reading;

/// <summary>Takes the marks out of a line of Markdown: what is left is what a reader would see.</summary>
internal static class MarkdownInlines
{
    // Looked ahead no farther, so that a text of opening brackets is read in one go.
    private const int MaxLabel = 500;
    private const int MaxTarget = 2000;

    public static string ToText(string source)
    {
        var text = new StringBuilder(source.Length);
        for (var at = 0; at < source.Length; at++)
        {
            var character = source[at];
            switch (character)
            {
                case '\\' when at + 1 < source.Length && (char.IsPunctuation(source[at + 1]) || char.IsSymbol(source[at + 1])):
                    text.Append(source[++at]);
                    break;
                case '!' when at + 1 < source.Length && source[at + 1] == '[':
                    break;
                case '[' when Link(source, at) is { } link:
                    text.Append(link.Text);
                    at = link.End;
                    break;
                case '<' when TagEnd(source, at) is { } end:
                    at = end;
                    break;
                case '`' or '*':
                case '_' when !IsWithinWord(source, at):
                case '~' when at + 1 < source.Length && source[at + 1] == '~':
                    break;
                default:
                    text.Append(character);
                    break;
            }
        }

        return WebUtility.HtmlDecode(text.ToString()).Trim();
    }

    /// <summary>A link's words, with its address behind them where it is one that a person could follow.</summary>
    private static (string Text, int End)? Link(string source, int open)
    {
        var close = IndexOf(source, ']', open + 1, MaxLabel);
        if (close < 0 || close + 1 >= source.Length || source[close + 1] != '(')
        {
            return null;
        }

        var end = IndexOf(source, ')', close + 2, MaxTarget);
        if (end < 0)
        {
            return null;
        }

        var label = ToPlain(source[(open + 1)..close]);
        var target = source[(close + 2)..end].Trim().Split(' ')[0];
        var isShown = target.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !label.Contains(target, StringComparison.OrdinalIgnoreCase)
            && (open == 0 || source[open - 1] != '!');
        return (isShown ? $"{label} ({target})" : label, end);
    }

    private static string ToPlain(string label) =>
        label.Replace("*", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal).Replace("[", "", StringComparison.Ordinal);

    private static int? TagEnd(string source, int open)
    {
        var isTag = open + 1 < source.Length && (char.IsAsciiLetter(source[open + 1]) || source[open + 1] is '/' or '!');
        var end = isTag ? IndexOf(source, '>', open + 1, MaxLabel) : -1;

        // <https://example.com> is an address and no tag.
        return end < 0 || source.AsSpan(open, end - open).Contains("://", StringComparison.Ordinal) ? null : end;
    }

    private static int IndexOf(string source, char wanted, int from, int atMost)
    {
        var found = source.AsSpan(from, Math.Min(atMost, source.Length - from)).IndexOf(wanted);
        return found < 0 ? -1 : from + found;
    }

    private static bool IsWithinWord(string source, int at) =>
        at > 0 && at + 1 < source.Length && char.IsLetterOrDigit(source[at - 1]) && char.IsLetterOrDigit(source[at + 1]);
}
