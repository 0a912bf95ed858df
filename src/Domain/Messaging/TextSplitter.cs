using System.Globalization;

namespace SmsPlatform.Domain.Messaging;

/// <summary>Cuts a text that is too long for one message.</summary>
public static class TextSplitter
{
    /// <summary>The most UTF-16 units that one SMS request may carry.</summary>
    public const int SmsMaxLength = 1600;

    private const string SentenceEnds = ".!?…";
    private const string WideSentenceEnds = "。！？｡";
    private const string Closers = "\"')]}»”’";
    private const string NoBreakSpaces = "\u00A0\u2007\u202F\u2060";

    /// <summary>
    /// The text in parts of at most <paramref name="maxLength"/> UTF-16 units, in order: cut where a line, else a sentence,
    /// else a word ends, and never inside a grapheme cluster.
    /// </summary>
    /// <remarks>
    /// Concatenated, the parts are the text, save that white space alone makes no part (providers refuse such a message).
    /// Only a cluster that is itself longer than a part is cut, between its characters.
    /// </remarks>
    public static IReadOnlyList<string> Split(string text, int maxLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 2);

        var parts = new List<string>(1 + (text.Length / maxLength));
        for (var start = 0; start < text.Length;)
        {
            var rest = text.AsSpan(start);
            var length = rest.Length <= maxLength ? rest.Length : Cut(rest, maxLength);
            if (!rest[..length].IsWhiteSpace())
            {
                parts.Add(text.Substring(start, length));
            }

            start += length;
        }

        return parts;
    }

    private static int Cut(ReadOnlySpan<char> text, int maxLength)
    {
        int line = 0, sentence = 0, word = 0, cluster = 0;
        var sentenceMayEnd = false;
        while (true)
        {
            var length = StringInfo.GetNextTextElementLength(text[cluster..]);
            if (cluster + length > maxLength)
            {
                break;
            }

            var first = text[cluster];
            cluster += length;
            if (IsBreak(first, length))
            {
                word = cluster;
                line = first is '\n' or '\r' ? cluster : line;
                sentence = sentenceMayEnd ? cluster : sentence;
            }
            else if (WideSentenceEnds.Contains(first))
            {
                sentence = cluster;
            }
            else
            {
                sentenceMayEnd = SentenceEnds.Contains(first) || (sentenceMayEnd && Closers.Contains(first));
            }
        }

        // A line or a sentence that ends early would leave a part nearly empty, and each part costs.
        var half = maxLength / 2;
        return line > half ? line
            : sentence > half ? sentence
            : word > 0 ? word
            : cluster > 0 ? cluster
            : char.IsSurrogatePair(text[maxLength - 1], text[maxLength]) ? maxLength - 1
            : maxLength;
    }

    // A space that carries a combining mark is a cluster of its own kind, not a place to break.
    private static bool IsBreak(char first, int length) =>
        char.IsWhiteSpace(first) && !NoBreakSpaces.Contains(first) && (length == 1 || first == '\r');
}
