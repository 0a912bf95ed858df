using System.Buffers;
using System.Text;

namespace SmsPlatform.Domain.Messaging;

/// <summary>Keeps a text within GSM-7 where only typography would force UCS-2, in which a segment holds less than half as much.</summary>
public static class GsmText
{
    // Letters are left alone, whatever they cost: a name without its accents is another name.
    private static readonly Dictionary<char, string> Plain = new()
    {
        ['\u2018'] = "'",
        ['\u2019'] = "'",
        ['\u201A'] = "'",
        ['\u201B'] = "'",
        ['\u2032'] = "'",
        ['\u2039'] = "'",
        ['\u203A'] = "'",
        ['\u00B4'] = "'",
        ['`'] = "'",
        ['\u201C'] = "\"",
        ['\u201D'] = "\"",
        ['\u201E'] = "\"",
        ['\u201F'] = "\"",
        ['\u2033'] = "\"",
        ['\u00AB'] = "\"",
        ['\u00BB'] = "\"",
        ['\u2010'] = "-",
        ['\u2011'] = "-",
        ['\u2012'] = "-",
        ['\u2013'] = "-",
        ['\u2014'] = "-",
        ['\u2015'] = "-",
        ['\u2212'] = "-",
        ['\u2022'] = "-",
        ['\u00B7'] = "-",
        ['\u25CF'] = "-",
        ['\u2026'] = "...",
        ['\u00D7'] = "x",
        ['\u2192'] = "->",
        ['\u2264'] = "<=",
        ['\u2265'] = ">=",
        ['\u00A0'] = " ",
        ['\u2002'] = " ",
        ['\u2003'] = " ",
        ['\u2007'] = " ",
        ['\u2009'] = " ",
        ['\u200A'] = " ",
        ['\u202F'] = " ",
        ['\u3000'] = " ",
        ['\t'] = " ",
        ['\u200B'] = "",
        ['\u200E'] = "",
        ['\u200F'] = "",
        ['\u2060'] = "",
        ['\u00AD'] = "",
        ['\uFEFF'] = "",
    };

    private static readonly SearchValues<char> Typography = SearchValues.Create([.. Plain.Keys]);

    /// <summary>The text with plain quotes, dashes, dots and spaces, if that makes it GSM-7; else the text as it is.</summary>
    public static string Simplify(string text)
    {
        if (text.AsSpan().IndexOfAny(Typography) < 0)
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (Plain.TryGetValue(character, out var replacement))
            {
                plain.Append(replacement);
            }
            else if (SmsSegments.IsGsm(character))
            {
                plain.Append(character);
            }
            else
            {
                return text;
            }
        }

        return plain.ToString();
    }

    /// <summary>What GSM-7 cannot say.</summary>
    public static IEnumerable<Rune> Outside(string text) => text.EnumerateRunes().Where(rune => !rune.IsBmp || !SmsSegments.IsGsm((char)rune.Value));
}
