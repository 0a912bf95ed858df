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
