using System.Text.RegularExpressions;

namespace SmsPlatform.Domain.Knowledge;

/// <summary>Whether sentences hold what has the form of an answer: a question for a number is answered by none without one.</summary>
internal static partial class AnswerForm
{
    // "two of the several States": so far may what is counted be from its number.
    private const int MaxBetween = 4;

    private const int MaxToPlace = 7;

    // Endings that tell one form of a noun from another.
    private const int MaxEnding = 3;

    public static bool IsIn(Question question, IEnumerable<string> sentences) => question.Wants switch
    {
        AnswerKind.Number => sentences.Any(text => Number.IsMatch(text)),
        AnswerKind.Count => sentences.Any(text => Counts(text, question.Counted)),
        AnswerKind.Time => sentences.Any(text => Number.IsMatch(text) || Time.IsMatch(text)),
        AnswerKind.Date => sentences.Any(text => Date.IsMatch(text)),
        AnswerKind.Kind => question.Counted is not { } thing || sentences.Any(text => Qualifies(text, thing)),
        AnswerKind.Place => sentences.Any(text => Places(question, text)),
        _ => true,
    };

    // The number stands before what is counted, or has nothing after it that it could count: "up to 40."
    private static bool Counts(string text, string? counted)
    {
        foreach (Match number in Number.Matches(text))
        {
            var after = Word.Matches(text, number.Index + number.Length).Take(MaxBetween).ToList();
            if (counted is null || IsTimes(counted, number.Value) || after.Exists(word => IsSame(word.Value, counted)))
            {
                return true;
            }

            var rest = text.AsSpan(number.Index + number.Length).TrimStart();
            if (rest.Length == 0 || rest[0] is '.' or ',' or ';' or '!' or ')')
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTimes(string counted, string number) =>
        counted == "times" && number.ToLowerInvariant() is "once" or "twice" or "thrice";

    private static bool Qualifies(string text, string thing)
    {
        var words = Word.Matches(text).Select(match => match.Value).ToList();
        return words.Zip(words.Skip(1)).Any(pair => IsSame(pair.Second, thing) && !EnglishQuestions.IsFiller(pair.First.ToLowerInvariant()));
    }

    // A place stands shortly after what is there, or just before it: "parking is free behind the building".
    private static bool Places(Question question, string text)
    {
        var spoken = Word.Matches(text).Where(word => question.Words.Any(asked => IsSame(word.Value, asked.Text))).ToList();
        return spoken.Count == 0
            ? Place.IsMatch(text)
            : Place.Matches(text).Any(place => spoken.Exists(word => Word.Count(Between(text, word, place)) <= MaxToPlace));
    }

    private static ReadOnlySpan<char> Between(string text, Match one, Match other)
    {
        var (first, second) = one.Index < other.Index ? (one, other) : (other, one);
        var start = Math.Min(text.Length, first.Index + first.Length);
        return text.AsSpan(start, Math.Max(0, second.Index - start));
    }

    /// <summary>Forms of one word, as far as their beginnings tell.</summary>
    private static bool IsSame(string word, string other)
    {
        var length = Math.Min(word.Length, other.Length);
        var common = 0;
        while (common < length && char.ToLowerInvariant(word[common]) == char.ToLowerInvariant(other[common]))
        {
            common++;
        }

        return common >= Math.Min(3, length) && Math.Max(word.Length, other.Length) - common <= MaxEnding;
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word { get; }

    [GeneratedRegex(
        @"\d[\d.,]*(?<![.,])|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen|score|(?<!\bat )once|twice|thrice|half|thirds?|fourths?|fifths?|quarters?|single|none|free)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Number { get; }

    [GeneratedRegex(
        @"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|noon|midnight|morning|afternoon|evening|night|daily|weekly|monthly|yearly|annually|every|always|days?|weeks?|months?|years?|hours?|minutes?|weekdays?|weekends?|holidays?|o'clock|during|life|until|whenever|immediately)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Time { get; }

    [GeneratedRegex(
        @"\b(?:january|february|march|april|june|july|august|september|october|november|december|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|weekdays?|weekends?|holidays?|tomorrow|today|every day|daily)\b|\bMay \d|\d(?:st|nd|rd|d|th)\b|\b\d{4}\b|\b\d{1,2}[./]\d{1,2}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Date { get; }

    [GeneratedRegex(
        @"\b(?:in|at|on|near|behind|beside|opposite|under|above|between|outside|inside|to|into|from|across)\s+(?:the|our|my|his|her|its|their|your|this|that|each|\d|(?-i:\p{Lu}))|\b(?:street|avenue|road|square|floor|upstairs|downstairs|online|everywhere|nowhere|here)\b|https?://|\bwww\.",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Place { get; }
}
