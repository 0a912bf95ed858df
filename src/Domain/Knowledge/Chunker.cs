using System.Text;

namespace SmsPlatform.Domain.Knowledge;

/// <summary>Cuts a document into passages where its structure does: a section is never mixed with the next one.</summary>
/// <remarks>A long section is cut between its blocks, a long block between its sentences, and each part begins with the end of the one before.</remarks>
public sealed class Chunker
{
    /// <summary>A passage is ended once it is this long.</summary>
    public const int TargetLength = 800;

    /// <summary>No passage is longer, the overlap included.</summary>
    public const int MaxLength = 1200;

    /// <summary>How much of the end of a part is repeated at the beginning of the next one, at most.</summary>
    public const int MaxOverlap = 160;

    private const int MaxHeadings = 6;
    private const int MaxHeadingLength = 160;

    private readonly int _maxChunks;
    private readonly List<(int Level, string Text)> _headings = [];
    private readonly List<Chunk> _chunks = [];
    private readonly StringBuilder _text = new();
    private bool _holdsOnlyOverlap;
    private bool _isHeadingBare;

    private Chunker(int maxChunks) => _maxChunks = maxChunks;

    /// <returns>The passages in order; a failure when there are more than <paramref name="maxChunks"/>, or none.</returns>
    public static Result<IReadOnlyList<Chunk>> Cut(IEnumerable<Block> blocks, int maxChunks)
    {
        var chunker = new Chunker(maxChunks);
        foreach (var block in blocks)
        {
            chunker.Add(block);
            if (chunker._chunks.Count > maxChunks)
            {
                return KnowledgeErrors.TooLong;
            }
        }

        chunker.EndSection();
        chunker.KeepBareHeading();
        return chunker._chunks.Count switch
        {
            0 => KnowledgeErrors.NoText,
            var count when count > maxChunks => KnowledgeErrors.TooLong,
            _ => Result<IReadOnlyList<Chunk>>.Success(chunker._chunks),
        };
    }

    private void Add(Block block)
    {
        // Some formats can spell a NUL, which no database takes as text.
        var text = block.Text.Replace('\0', ' ').Trim();
        if (text.Length == 0)
        {
            return;
        }

        switch (block.Kind)
        {
            case BlockKind.Heading:
                EndSection();
                EnterHeading(block.Level, text);
                break;
            case BlockKind.Entry:
                EndSection();
                AddText(text, "\n");
                EndSection();
                break;
            case BlockKind.Paragraph:
                AddText(text, "\n\n");
                break;
            default:
                AddText(text, "\n");
                break;
        }
    }

    private void EnterHeading(int level, string text)
    {
        if (_headings.Count > 0 && _headings[^1].Level >= level)
        {
            KeepBareHeading();
        }

        _isHeadingBare = true;
        _headings.RemoveAll(heading => heading.Level >= level);
        if (_headings.Count == MaxHeadings)
        {
            _headings.RemoveAt(MaxHeadings - 1);
        }

        _headings.Add((level, text[..CutAt(text, 0, MaxHeadingLength)].Trim()));
    }

    private void AddText(string text, string separator)
    {
        if (Fits(text.Length + separator.Length))
        {
            Append(text, separator);
        }
        else if (text.Length <= MaxLength - MaxOverlap - 2)
        {
            EndPart();
            Append(text, separator);
        }
        else
        {
            foreach (var piece in Pieces(text))
            {
                if (!Fits(piece.Length + 1))
                {
                    EndPart();
                }

                Append(piece, _text.Length > 0 && !_holdsOnlyOverlap && _text[^1] != '\n' ? " " : separator);
            }
        }

        if (_text.Length >= TargetLength)
        {
            EndPart();
        }
    }

    private bool Fits(int length) => _text.Length + length <= MaxLength;

    private void Append(string text, string separator)
    {
        if (_text.Length > 0)
        {
            _text.Append(separator);
        }

        _text.Append(text);
        _holdsOnlyOverlap = false;
    }

    /// <summary>Ends a passage within its section: its last sentence begins the next one as well.</summary>
    private void EndPart()
    {
        if (_text.Length == 0 || _holdsOnlyOverlap)
        {
            return;
        }

        var text = _text.ToString();
        EndSection();
        if (Sentences.Of(text) is [.., var last] && last.Length <= MaxOverlap && last.Length < text.Length)
        {
            _text.Append(last);
            _holdsOnlyOverlap = true;
        }
    }

    private void EndSection()
    {
        if (_text.Length > 0 && !_holdsOnlyOverlap && _chunks.Count <= _maxChunks)
        {
            AddChunk(_headings, _text.ToString());
            _isHeadingBare = false;
        }

        _text.Clear();
        _holdsOnlyOverlap = false;
    }

    // A heading with nothing under it is a text by itself: in a plain text, any short line may look like one.
    private void KeepBareHeading()
    {
        if (_isHeadingBare)
        {
            AddChunk(_headings[..^1], _headings[^1].Text);
        }

        _isHeadingBare = false;
    }

    private void AddChunk(List<(int Level, string Text)> headings, string text) =>
        _chunks.Add(new Chunk(string.Join(Chunk.HeadingSeparator, headings.Select(heading => heading.Text)), text));

    /// <summary>A long text's sentences; one that is too long itself is cut between words, or anywhere if it has none.</summary>
    private static IEnumerable<string> Pieces(string text)
    {
        foreach (var sentence in Sentences.Of(text))
        {
            for (var start = 0; start < sentence.Length;)
            {
                var length = CutAt(sentence, start, TargetLength);
                yield return sentence.Substring(start, length).Trim();
                start += length;
            }
        }
    }

    /// <summary>How much of the text from <paramref name="start"/> on is at most so long: up to a word's end, if there is one.</summary>
    private static int CutAt(string text, int start, int maxLength)
    {
        if (text.Length - start <= maxLength)
        {
            return text.Length - start;
        }

        var space = text.LastIndexOf(' ', start + maxLength - 1, maxLength);
        return space > start ? space - start + 1 : char.IsHighSurrogate(text[start + maxLength - 1]) ? maxLength - 1 : maxLength;
    }
}
