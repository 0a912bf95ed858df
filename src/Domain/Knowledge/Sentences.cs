using System.Buffers;

namespace SmsPlatform.Domain.Knowledge;

/// <summary>Finds where sentences end: good enough to quote them whole.</summary>
public static class Sentences
{
    private const string Ends = ".!?…";
    private const string WideEnds = "。！？｡";
    private const string Closers = "\"')]}»”’";
    private const string Openers = "\"'([{«“‘¿¡";

    // What ends in a full stop and is followed by a capital, without ending a sentence.
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "sr", "jr", "st", "vs", "etc", "gen", "col",
        "capt", "lt", "rev", "hon", "gov", "sen", "rep", "e.g", "i.e", "cf", "al", "inc", "ltd", "co", "corp", "dept", "approx", "tel", "ca",
        "bzw", "usw", "z.b", "d.h", "str", "sra", "av", "p.ej", "mme", "mlle",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec",
    };

    private static readonly HashSet<string> BeforeNumbers = new(StringComparer.OrdinalIgnoreCase) { "no", "nos", "nr", "fig", "art", "sec", "ch", "vol", "ed", "p", "pp" };

    private static readonly SearchValues<char> Breaks = SearchValues.Create(Ends + WideEnds + "\n");

    /// <summary>The sentences of a text in order, trimmed; a line's end ends one as well.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var sentences = new List<string>();
        var start = 0;
        for (var at = Next(text, 0); at >= 0; at = Next(text, at))
        {
            var isEnd = IsEnd(text, start, ref at);
            if (isEnd)
            {
                Add(sentences, text.AsSpan(start, at - start));
                start = at;
            }
        }

        Add(sentences, text.AsSpan(start));
        return sentences;
    }

    private static int Next(string text, int from)
    {
        var found = text.AsSpan(from).IndexOfAny(Breaks);
        return found < 0 ? -1 : from + found;
    }

    /// <summary>Whether a sentence ends with the mark at <paramref name="at"/>, which is put behind the mark and what closes with it.</summary>
    private static bool IsEnd(string text, int start, ref int at)
    {
        var mark = at++;
        if (text[mark] == '\n' || WideEnds.Contains(text[mark]))
        {
            return true;
        }

        while (at < text.Length && (Ends.Contains(text[at]) || Closers.Contains(text[at])))
        {
            at++;
        }

        if (at == text.Length)
        {
            return true;
        }

        if (!char.IsWhiteSpace(text[at]))
        {
            return false;
        }

        var next = at;
        while (next < text.Length && (char.IsWhiteSpace(text[next]) || Openers.Contains(text[next])))
        {
            next++;
        }

        // "ca. three": a sentence begins with no small letter, in scripts that have them.
        return next == text.Length
            || !(char.IsLower(text[next]) || (text[mark] == '.' && IsAbbreviation(text.AsSpan(start, mark - start), char.IsDigit(text[next]))));
    }

    private static bool IsAbbreviation(ReadOnlySpan<char> before, bool isBeforeNumber)
    {
        var word = before[(before.LastIndexOfAny(" \t\u00A0(") + 1)..];
        var isInitial = word.Length == 1 && char.IsUpper(word[0]);
        var isAcronym = word.Length > 2 && word.Length < 8 && word[1] == '.' && char.IsUpper(word[0]);
        return isInitial || isAcronym || (word.Length < 8
            && (Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word)
                || (isBeforeNumber && BeforeNumbers.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word))));
    }

    private static void Add(List<string> sentences, ReadOnlySpan<char> sentence)
    {
        var trimmed = sentence.Trim();
        if (trimmed.Length > 0)
        {
            sentences.Add(trimmed.ToString());
        }
    }
}
