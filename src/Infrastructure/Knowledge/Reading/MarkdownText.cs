using System.Text;
using System.Text.RegularExpressions;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Infrastructure.Knowledge.Reading;

/// <summary>Reads the structure of Markdown line by line: headings, paragraphs, lists, tables and code.</summary>
/// <remarks>
/// Not a full CommonMark parser on purpose: what is looked for is text, and a document of anybody's must be read in a time that grows
/// with its length alone.
/// </remarks>
internal sealed partial class MarkdownText
{
    private readonly BlockList _blocks = new();
    private readonly StringBuilder _text = new();
    private bool _isItem;
    private string[]? _headers;

    public static Result<IReadOnlyList<Block>> Read(string text)
    {
        var reader = new MarkdownText();
        reader.ReadLines(text.Split('\n'));
        reader.EndBlock();
        return reader._blocks.ToResult();
    }

    private void ReadLines(string[] lines)
    {
        var at = SkipFrontMatter(lines);
        for (string? fence = null; at < lines.Length && !_blocks.IsFull; at++)
        {
            var line = lines[at].TrimEnd();
            var content = line.TrimStart(' ', '\t', '>');
            if (fence is not null)
            {
                if (content.StartsWith(fence, StringComparison.Ordinal))
                {
                    fence = null;
                    EndBlock();
                }
                else
                {
                    AppendLine(line, "\n");
                }
            }
            else if (content.StartsWith("```", StringComparison.Ordinal) || content.StartsWith("~~~", StringComparison.Ordinal))
            {
                EndBlock();
                fence = content[..3];
            }
            else if (_headers is not null && content.Contains('|', StringComparison.Ordinal))
            {
                _blocks.Add(Block.Row(Tables.Row(_headers, Cells(content))));
            }
            else if (at + 1 < lines.Length && content.Contains('|', StringComparison.Ordinal) && IsDelimiterRow(lines[at + 1]))
            {
                EndBlock();
                _headers = Tables.Headers(Cells(content));
                at++;
            }
            else
            {
                ReadLine(content);
            }
        }
    }

    private void ReadLine(string content)
    {
        _headers = null;
        if (content.Length == 0)
        {
            EndBlock();
        }
        else if (Heading.Match(content) is { Success: true } heading)
        {
            EndBlock();
            _blocks.Add(Block.Heading(MarkdownInlines.ToText(content[heading.Length..].TrimEnd('#')), heading.Groups["marks"].Length));
        }
        else if (_text.Length > 0 && !_isItem && Underline.IsMatch(content))
        {
            var title = _text.ToString();
            _text.Clear();
            _blocks.Add(Block.Heading(MarkdownInlines.ToText(title), content[0] == '=' ? 1 : 2));
        }
        else if (IsRule(content) || content.StartsWith("<!--", StringComparison.Ordinal))
        {
            EndBlock();
        }
        else if (Item.Match(content) is { Success: true } item)
        {
            EndBlock();
            _isItem = true;
            AppendLine(content[item.Length..], " ");
        }
        else
        {
            AppendLine(content, " ");
        }
    }

    private void AppendLine(string line, string separator)
    {
        if (_text.Length > 0)
        {
            _text.Append(separator);
        }

        _text.Append(line);
    }

    private void EndBlock()
    {
        if (_text.Length > 0)
        {
            var text = MarkdownInlines.ToText(_text.ToString());
            _blocks.Add(_isItem ? Block.ListItem(text) : Block.Paragraph(text));
        }

        _text.Clear();
        _isItem = false;
        _headers = null;
    }

    private static string[] Cells(string row) => [.. row.Trim().Trim('|').Split('|').Select(MarkdownInlines.ToText)];

    private static int SkipFrontMatter(string[] lines)
    {
        var end = lines is ["---", ..] ? Array.IndexOf(lines, "---", 1) : -1;
        return end + 1;
    }

    private static bool IsDelimiterRow(string line) =>
        line.Contains('-', StringComparison.Ordinal) && line.AsSpan().IndexOfAnyExcept(" \t|:-") < 0;

    private static bool IsRule(string line) =>
        line[0] is '-' or '*' or '_' && line.Count(line[0].Equals) >= 3 && line.All(character => character == line[0] || character is ' ' or '\t');

    [GeneratedRegex(@"^(?<marks>#{1,6})[ \t]+", RegexOptions.CultureInvariant)]
    private static partial Regex Heading { get; }

    [GeneratedRegex(@"^(?:=+|-{2,})$", RegexOptions.CultureInvariant)]
    private static partial Regex Underline { get; }

    [GeneratedRegex(@"^(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Item { get; }
}
