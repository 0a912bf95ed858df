using System.Net;
using System.Text;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Infrastructure.Knowledge.Reading;

/// <summary>Reads what a person would read of a web page: headings, paragraphs, lists and tables; no scripts, no navigation.</summary>
/// <remarks>
/// One pass over the text, without a tree: a page of anybody's, nested or broken as it may be, is read in a time that grows with its
/// length alone.
/// </remarks>
internal sealed class HtmlText
{
    // What is in them is text to no reader, and not to be taken for mark-up.
    private static readonly HashSet<string> Raw = ["script", "style", "template", "noscript", "iframe", "textarea", "title", "svg", "math", "object", "select", "button", "nav"];

    private static readonly HashSet<string> Breaking =
    [
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption",
        "figure", "footer", "form", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot",
        "thead", "ul",
    ];

    // Stands for <br> until white space is collapsed; in a source it would be white space like any other.
    private const char LineBreak = '\u2028';

    private readonly string _source;
    private readonly BlockList _blocks = new();
    private readonly StringBuilder _text = new();
    private readonly List<string> _cells = [];
    private readonly List<string> _headers = [];
    private int _headingLevel;
    private bool _isItem;
    private bool _isInRow;
    private bool _isInCell;
    private bool _isHeaderRow;

    private HtmlText(string source) => _source = source;

    public static Result<Page> Read(string source)
    {
        var reader = new HtmlText(source);
        reader.ReadAll();
        var blocks = reader._blocks.ToResult();
        return blocks.IsFailure ? blocks.Error : new Page(reader.Title, blocks.Value);
    }

    private string? Title { get; set; }

    private void ReadAll()
    {
        var at = 0;
        while (at < _source.Length && !_blocks.IsFull)
        {
            var open = _source.IndexOf('<', at);
            if (open < 0)
            {
                _text.Append(_source, at, _source.Length - at);
                break;
            }

            _text.Append(_source, at, open - at);
            at = ReadMarkup(open);
        }

        EndRow();
        EndBlock();
    }

    /// <returns>Where the text goes on.</returns>
    private int ReadMarkup(int open)
    {
        if (At(open, "<!--"))
        {
            return After("-->", open + 4);
        }

        var nameStart = open + 1 < _source.Length && _source[open + 1] == '/' ? open + 2 : open + 1;
        if (nameStart >= _source.Length || !char.IsAsciiLetter(_source[nameStart]))
        {
            if (nameStart < _source.Length && (_source[nameStart] is '!' or '?' || nameStart == open + 2))
            {
                return After(">", nameStart);
            }

            _text.Append('<');
            return open + 1;
        }

        var nameEnd = nameStart;
        while (nameEnd < _source.Length && char.IsAsciiLetterOrDigit(_source[nameEnd]))
        {
            nameEnd++;
        }

        var name = _source[nameStart..Math.Min(nameEnd, nameStart + 20)].ToLowerInvariant();
        var end = TagEnd(nameEnd);
        return nameStart == open + 1 ? Opened(name, end) : Closed(name, end);
    }

    private int Opened(string name, int end)
    {
        if (Raw.Contains(name))
        {
            return SkipRaw(name, end);
        }

        switch (name)
        {
            case "br":
                _text.Append(LineBreak);
                break;
            case ['h', >= '1' and <= '6'] when !_isInRow:
                EndBlock();
                _headingLevel = name[1] - '0';
                break;
            case "tr":
                EndRow();
                EndBlock();
                _isInRow = true;
                _isHeaderRow = true;
                break;
            case "td" or "th" when _isInRow:
                EndCell();
                _isInCell = true;
                _isHeaderRow &= name == "th";
                break;
            case "table":
                EndRow();
                EndBlock();
                _headers.Clear();
                break;
            case "li" when !_isInRow:
                EndBlock();
                _isItem = true;
                break;
            default:
                EndBlockAt(name);
                break;
        }

        return end;
    }

    private int Closed(string name, int end)
    {
        switch (name)
        {
            case ['h', >= '1' and <= '6'] or "li":
                EndBlock();
                break;
            case "td" or "th":
                EndCell();
                break;
            case "tr":
                EndRow();
                break;
            case "table":
                EndRow();
                _headers.Clear();
                break;
            default:
                EndBlockAt(name);
                break;
        }

        return end;
    }

    private void EndBlockAt(string name)
    {
        if (!Breaking.Contains(name))
        {
            return;
        }

        // A paragraph in a cell is part of the cell.
        if (_isInRow)
        {
            _text.Append(' ');
        }
        else
        {
            EndBlock();
        }
    }

    private void EndBlock()
    {
        if (_isInRow)
        {
            return;
        }

        var text = Take(keepLines: true);
        if (text.Length > 0)
        {
            _blocks.Add(_headingLevel > 0 ? Block.Heading(text.Replace('\n', ' '), _headingLevel)
                : _isItem ? Block.ListItem(text)
                : Block.Paragraph(text));
        }

        _headingLevel = 0;
        _isItem = false;
    }

    private void EndCell()
    {
        // An empty cell counts too, lest the next ones get the wrong headers.
        if (_isInCell)
        {
            _cells.Add(Take(keepLines: false));
        }

        _isInCell = false;
    }

    private void EndRow()
    {
        if (!_isInRow)
        {
            return;
        }

        EndCell();
        if (_isHeaderRow && _headers.Count == 0)
        {
            _headers.AddRange(Tables.Headers(_cells));
        }
        else if (Tables.Row(_headers, _cells) is { Length: > 0 } row)
        {
            _blocks.Add(Block.Row(row));
        }

        _cells.Clear();
        _isInRow = false;
    }

    private string Take(bool keepLines)
    {
        var text = WebUtility.HtmlDecode(_text.ToString());
        _text.Clear();
        return Collapse(text, keepLines);
    }

    // White space of the source means a space; only <br> means a new line.
    private static string Collapse(string text, bool keepLines)
    {
        var result = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (!char.IsWhiteSpace(character))
            {
                result.Append(character);
            }
            else if (keepLines && character == LineBreak)
            {
                result.Append('\n');
            }
            else if (result.Length > 0 && !char.IsWhiteSpace(result[^1]))
            {
                result.Append(' ');
            }
        }

        return result.ToString().Trim();
    }

    private int SkipRaw(string name, int from)
    {
        var closing = _source.IndexOf($"</{name}", from, StringComparison.OrdinalIgnoreCase);
        if (closing < 0)
        {
            return _source.Length;
        }

        if (name == "title")
        {
            Title ??= Collapse(WebUtility.HtmlDecode(_source[from..closing]), keepLines: false);
        }

        return TagEnd(closing + name.Length + 2);
    }

    /// <summary>Behind the tag's end, which an attribute's quotes may hide.</summary>
    private int TagEnd(int from)
    {
        for (var at = from; at < _source.Length; at++)
        {
            switch (_source[at])
            {
                case '>':
                    return at + 1;
                case '"' or '\'' when _source[at - 1] == '=':
                    at = _source.IndexOf(_source[at], at + 1);
                    if (at < 0)
                    {
                        return _source.Length;
                    }

                    break;
                default:
                    break;
            }
        }

        return _source.Length;
    }

    private bool At(int index, string text) => string.CompareOrdinal(_source, index, text, 0, text.Length) == 0;

    private int After(string text, int from)
    {
        var found = from <= _source.Length ? _source.IndexOf(text, from, StringComparison.Ordinal) : -1;
        return found < 0 ? _source.Length : found + text.Length;
    }

    /// <param name="Title">Null when the page has none.</param>
    internal sealed record Page(string? Title, IReadOnlyList<Block> Blocks);
}
