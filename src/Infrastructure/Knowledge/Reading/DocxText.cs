using System.IO.Compression;
using System.Text;
using System.Xml;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Infrastructure.Knowledge.Reading;

/// <summary>Reads the paragraphs, headings, lists and tables of a Word document.</summary>
/// <remarks>The file is anybody's: what it says of its sizes is not believed, it is unpacked only so far, and no entity is followed.</remarks>
internal static class DocxText
{
    private const int MaxEntries = 4000;
    private const long MaxUnpacked = 64 * 1024 * 1024;
    private const string DocumentPart = "word/document.xml";
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private const string StrictWord = "http://purl.oclc.org/ooxml/wordprocessingml/main";

    // A password makes an OLE container of what would be a ZIP archive.
    private static readonly byte[] OleContainer = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public static Result<IReadOnlyList<Block>> Read(byte[] content)
    {
        if (content.AsSpan().StartsWith(OleContainer))
        {
            return KnowledgeErrors.Encrypted;
        }

        try
        {
            using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            if (archive.Entries.Count > MaxEntries)
            {
                return KnowledgeErrors.UnsafeArchive;
            }

            if (archive.GetEntry(DocumentPart) is not { } part)
            {
                return KnowledgeErrors.Damaged;
            }

            using var unpacked = part.Open();
            using var limited = new LimitedStream(unpacked, MaxUnpacked);
            using var xml = XmlReader.Create(limited, new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                MaxCharactersInDocument = MaxUnpacked,
            });
            return new Body(xml).Read();
        }
        catch (LimitReachedException)
        {
            return KnowledgeErrors.UnsafeArchive;
        }
        catch (Exception exception) when (exception is InvalidDataException or XmlException or EndOfStreamException or NotSupportedException)
        {
            return KnowledgeErrors.Damaged;
        }
    }

    private sealed class Body(XmlReader xml)
    {
        private readonly BlockList _blocks = new();
        private readonly StringBuilder _text = new();
        private readonly List<string> _cells = [];
        private string[]? _headers;
        private int _tables;
        private int _level;
        private bool _isItem;

        public Result<IReadOnlyList<Block>> Read()
        {
            while (!_blocks.IsFull && xml.Read())
            {
                if (xml.NamespaceURI is not (Word or StrictWord))
                {
                    continue;
                }

                if (xml.NodeType == XmlNodeType.Element)
                {
                    Enter(xml.LocalName);
                }
                else if (xml.NodeType == XmlNodeType.EndElement)
                {
                    Leave(xml.LocalName);
                }
            }

            return _blocks.ToResult();
        }

        private void Enter(string name)
        {
            switch (name)
            {
                // Its text is read at once, which puts the reader on the end of the element.
                case "t" when !xml.IsEmptyElement:
                    ReadText();
                    break;
                case "tab":
                    _text.Append(' ');
                    break;
                case "br" or "cr":
                    _text.Append('\n');
                    break;
                case "pStyle":
                    _level = Level(Value);
                    break;
                case "outlineLvl":
                    _level = int.TryParse(Value, out var outline) && outline < 9 ? outline + 1 : 0;
                    break;
                case "numPr":
                    _isItem = true;
                    break;
                case "tbl" when !xml.IsEmptyElement:
                    _tables++;
                    _headers = null;
                    break;
                default:
                    break;
            }
        }

        private void Leave(string name)
        {
            switch (name)
            {
                case "p" when _tables > 0:
                    _text.Append(' ');
                    break;
                case "p":
                    EndParagraph();
                    break;
                case "tc":
                    _cells.Add(_text.ToString());
                    _text.Clear();
                    break;
                case "tr":
                    EndRow();
                    break;
                case "tbl":
                    _tables--;
                    _text.Clear();
                    break;
                default:
                    break;
            }
        }

        private string Value => xml.GetAttribute("val", xml.NamespaceURI) ?? "";

        private void ReadText()
        {
            while (xml.Read() && xml.NodeType != XmlNodeType.EndElement)
            {
                _text.Append(xml.Value);
            }
        }

        private void EndParagraph()
        {
            var text = _text.ToString();
            _text.Clear();
            _blocks.Add(_level > 0 ? Block.Heading(text, _level) : _isItem ? Block.ListItem(text) : Block.Paragraph(text));
            _level = 0;
            _isItem = false;
        }

        private void EndRow()
        {
            if (_headers is null)
            {
                _headers = Tables.Headers(_cells);
            }
            else
            {
                _blocks.Add(Block.Row(Tables.Row(_headers, _cells)));
            }

            _cells.Clear();
            _level = 0;
            _isItem = false;
        }

        // "Heading1" in English, "berschrift2", "Titre1"… elsewhere: the style's name is translated, its number is not.
        private static int Level(string style) =>
            style.Equals("Title", StringComparison.OrdinalIgnoreCase) ? 1
            : style.Length is > 4 and < 20 && char.IsAsciiDigit(style[^1]) && char.IsLetter(style[^2]) && IsHeadingName(style) ? style[^1] - '0'
            : 0;

        private static bool IsHeadingName(string style) =>
            style.StartsWith("heading", StringComparison.OrdinalIgnoreCase)
            || style.Contains("berschrift", StringComparison.OrdinalIgnoreCase)
            || style.StartsWith("titre", StringComparison.OrdinalIgnoreCase)
            || style.StartsWith("titulo", StringComparison.OrdinalIgnoreCase)
            || style.StartsWith("titolo", StringComparison.OrdinalIgnoreCase)
            || style.StartsWith("kop", StringComparison.OrdinalIgnoreCase)
            || style.StartsWith("rubrik", StringComparison.OrdinalIgnoreCase);
    }
}
