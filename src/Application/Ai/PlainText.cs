using System.Text;
using System.Text.RegularExpressions;

namespace SmsPlatform.Application.Ai;

/// <summary>Makes a model's text fit for a phone, and for chats that know Markdown.</summary>
public static partial class PlainText
{
    /// <summary>Takes off Markdown: what it marks stays, links show their address.</summary>
    public static string FromMarkdown(string markdown)
    {
        var text = Link().Replace(markdown.Replace("\r\n", "\n", StringComparison.Ordinal), "$1 ($2)");
        text = LineStart().Replace(text, "$1");
        text = Bullet().Replace(text, "- ");
        text = Emphasis().Replace(text, "$2");
        text = Code().Replace(text, "$1");
        return Blank().Replace(text, "\n\n").Trim();
    }

    /// <summary>Markdown without HTML, without pictures, and with links to web addresses only.</summary>
    public static string Sanitise(string markdown)
    {
        var text = Picture().Replace(markdown, "$1");
        text = OtherLink().Replace(text, "$1");
        return Tag().Replace(text, "").Trim();
    }

    /// <summary>
    /// Letters that only look better than those of GSM-7, replaced by these: one curly quote in an SMS more than doubles its price. A
    /// text that needs UCS-2 for other reasons stays as it is.
    /// </summary>
    public static string WithoutCostlyLetters(string text, Func<string, bool> isGsm7)
    {
        if (isGsm7(text))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            plain.Append(letter switch
            {
                '\u2018' or '\u2019' or '\u201A' or '\u2032' or '\u00B4' => "'",
                '\u201C' or '\u201D' or '\u201E' or '\u2033' or '\u00AB' or '\u00BB' => "\"",
                '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212' => "-",
                '\u2026' => "...",
                '\u00A0' or '\u2002' or '\u2003' or '\u2009' or '\u202F' => " ",
                '\u2022' or '\u00B7' => "-",
                '\u200B' or '\u200C' or '\u2060' or '\uFEFF' => "",
                '\u2192' => "->",
                '\u00D7' => "x",
                '\u2265' => ">=",
                '\u2264' => "<=",
                _ => letter.ToString(),
            });
        }

        var result = plain.ToString();
        return isGsm7(result) ? result : text;
    }

    /// <summary>The longest beginning of whole sentences that fits; null when not even the first one does.</summary>
    public static string? CutAtSentence(string text, Func<string, bool> fits)
    {
        var cut = SentenceEnd().Matches(text).Select(match => match.Index + match.Length)
            .Select(end => text[..end].TrimEnd())
            .LastOrDefault(fits);
        return cut is { Length: > 0 } ? cut : null;
    }

    [GeneratedRegex(@"\[([^\]\n]*)\]\((https?://[^)\s]+)[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?|```[^\n]*$)(.*)$", RegexOptions.Multiline)]
    private static partial Regex LineStart();

    [GeneratedRegex(@"^[ \t]*[*+][ \t]+", RegexOptions.Multiline)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"(\*\*|__|\*|(?<![\p{L}\p{N}])_)(?=\S)([^*\n]+?)(?<=\S)\1(?![\p{L}\p{N}])")]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"`{1,3}([^`\n]*)`{1,3}")]
    private static partial Regex Code();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex Blank();

    [GeneratedRegex(@"!\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Picture();

    [GeneratedRegex(@"\[([^\]]*)\]\((?!https?://)(?:[^()]|\([^()]*\))*\)", RegexOptions.IgnoreCase)]
    private static partial Regex OtherLink();

    [GeneratedRegex(@"<[^>]*>?")]
    private static partial Regex Tag();

    [GeneratedRegex(@"[.!?…。！？]+[""'”’)\]]*(?=\s|$)|\n+")]
    private static partial Regex SentenceEnd();
}
