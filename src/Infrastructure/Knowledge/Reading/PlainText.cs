using System.Text;
using System.Text.RegularExpressions;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Infrastructure.Knowledge.Reading;

/// <summary>Finds the structure that people give to plain texts: paragraphs, lists, and lines that stand for headings.</summary>
internal static partial class PlainText
{
    private const int MaxHeadingLength = 80;

    // A line that was broken because it was full, not because its author wanted a new one.
    private const int FullLine = 50;

    public static IEnumerable<Block> Read(string text)
    {
        var paragraph = new List<string>();
        foreach (var line in text.Replace('\f', '\n').Split('\n'))
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                paragraph.Add(line.Trim());
                continue;
            }

            foreach (var block in BlocksOf(paragraph))
            {
                yield return block;
            }

            paragraph.Clear();
        }

        foreach (var block in BlocksOf(paragraph))
        {
            yield return block;
        }
    }

    private static IEnumerable<Block> BlocksOf(List<string> lines)
    {
        if (lines is [var only] && HeadingLevel(only) is { } level)
        {
            yield return Block.Heading(only, level);
            yield break;
        }

        var text = new StringBuilder();
        var isItem = false;
        var previous = "";
        foreach (var line in lines)
        {
            if (ListMark.Match(line) is { Length: > 0 } mark)
            {
                if (text.Length > 0)
                {
                    yield return Ended(text, isItem);
                }

                text.Append(line, mark.Length, line.Length - mark.Length);
                isItem = true;
            }
            else if (IsHyphenated(previous, line) && text.Length > 0)
            {
                text.Length--;
                text.Append(line);
            }
            else
            {
                text.Append(text.Length == 0 ? "" : previous.Length >= FullLine ? " " : "\n").Append(line);
            }

            previous = line;
        }

        if (text.Length > 0)
        {
            yield return Ended(text, isItem);
        }
    }

    private static bool IsHyphenated(string previous, string line) =>
        previous.Length >= FullLine && previous[^1] == '-' && char.IsLower(previous[^2]) && char.IsLower(line[0]);

    private static Block Ended(StringBuilder text, bool isItem)
    {
        var block = isItem ? Block.ListItem(text.ToString()) : Block.Paragraph(text.ToString());
        text.Clear();
        return block;
    }

    private static int? HeadingLevel(string line)
    {
        if (line.Length > MaxHeadingLength || ListMark.IsMatch(line))
        {
            return null;
        }

        if (Division.Match(line) is { Success: true } division)
        {
            return division.Groups["minor"].Success ? 2 : 1;
        }

        var letters = line.Count(char.IsLetter);
        var isTitle = letters > 0 && !".,;:!?\"'-”".Contains(line[^1], StringComparison.Ordinal);
        return !isTitle ? null : line.Any(char.IsLower) ? 2 : letters > 2 ? 1 : null;
    }

    [GeneratedRegex(@"^(?:[-*•‣–]|\(?\d{1,3}[.)])\s+", RegexOptions.CultureInvariant)]
    private static partial Regex ListMark { get; }

    [GeneratedRegex(
        @"^(?:(?:chapter|article|part|book|amendment|act|letter)|(?<minor>section|scene|clause))\b[ .:]*(?:[ivxlcdm]+|\d+|the \w+)\b[^!?]{0,60}$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Division { get; }
}
