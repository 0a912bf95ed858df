using System.Text.RegularExpressions;

namespace SmsPlatform.Domain.Knowledge;

/// <summary>What a message asks about: its words without those that only make it a question, and what kind of answer it wants.</summary>
/// <param name="Words">In the order they were written.</param>
/// <param name="Counted">What is asked the number or the kind of.</param>
public sealed partial record Question(IReadOnlyList<QuestionWord> Words, AnswerKind Wants, string? Counted = null)
{
    // A message is no essay; what follows is rarely the question.
    private const int MaxWords = 40;

    /// <param name="isEnglish">The chatbot's language is English: then it is known which words only make a question.</param>
    public static Question Read(string text, bool isEnglish)
    {
        var asked = Asked(text);
        var tokens = Word.Matches(asked).Select(match => (Text: match.Value, match.Index)).Take(MaxWords * 2).ToList();
        if (!isEnglish)
        {
            return new Question([.. tokens.Take(MaxWords).Select(token => new QuestionWord(token.Text, [], IsName: false, IsWeak: false))], AnswerKind.Any);
        }

        var isShouted = !asked.Any(char.IsLower);
        var lower = tokens.ConvertAll(token => token.Text.ToLowerInvariant());
        var opening = EnglishQuestions.Opening(lower);
        var askedFor = EnglishQuestions.AskedFor(lower);
        var words = new List<QuestionWord>();
        for (var i = 0; i < tokens.Count && words.Count < MaxWords; i++)
        {
            if (opening.Holds(i) || EnglishQuestions.IsFiller(lower[i]))
            {
                continue;
            }

            var startsSentence = i == 0 || asked[tokens[i - 1].Index..tokens[i].Index].AsSpan().ContainsAny(".!?");
            var isName = !isShouted && !startsSentence && char.IsUpper(tokens[i].Text[0]);
            words.Add(new QuestionWord(tokens[i].Text, EnglishQuestions.SynonymsOf(lower[i]), isName || char.IsDigit(lower[i][0]) || i == askedFor, EnglishQuestions.IsWeak(lower[i])));
        }

        if (opening.Measured is { } measured)
        {
            words.Add(new QuestionWord(measured, EnglishQuestions.SynonymsOf(measured), IsName: true, IsWeak: false));
        }

        return new Question(words, opening.Wants, opening.Counted);
    }

    // People tell a story and then ask: only the sentences that ask are looked up.
    private static string Asked(string text)
    {
        if (!text.Contains('?', StringComparison.Ordinal))
        {
            return text;
        }

        var questions = Sentences.Of(text).Where(sentence => sentence.Contains('?', StringComparison.Ordinal));
        return string.Join(' ', questions) is { Length: > 0 } asked && Word.Count(asked) > 1 ? asked : text;
    }

    [GeneratedRegex(@"[\p{L}\p{N}\p{M}]+(?:['’.\-][\p{L}\p{N}\p{M}]+)*")]
    private static partial Regex Word { get; }
}

/// <summary>One word that a question is about.</summary>
/// <param name="Synonyms">Words that would do as well.</param>
/// <param name="IsName">A proper name, a number, or just what is asked for: an answer speaks of it.</param>
/// <param name="IsWeak">It says little about what is asked, such as <c>get</c> or <c>thing</c>.</param>
public sealed record QuestionWord(string Text, IReadOnlyList<string> Synonyms, bool IsName, bool IsWeak);
