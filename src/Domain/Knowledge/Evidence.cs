using System.Text.RegularExpressions;

namespace SmsPlatform.Domain.Knowledge;

/// <summary>A word of the question as the index knows it.</summary>
/// <param name="Lexemes">Itself and what would do as well; the first <paramref name="OwnLexemes"/> are itself.</param>
/// <param name="Passages">In how many passages it, or what would do as well, is; 0 when the documents never mention it.</param>
/// <param name="Weight">How much it says: the rarer, the more.</param>
public sealed record QuestionTerm(QuestionWord Word, IReadOnlyList<string> Lexemes, int OwnLexemes, int Passages, double Weight)
{
    /// <summary>From 0 to 1: how well a text with these lexemes speaks of it.</summary>
    public double MatchIn(IReadOnlySet<string> lexemes)
    {
        for (var i = 0; i < Lexemes.Count; i++)
        {
            if (lexemes.Contains(Lexemes[i]))
            {
                return i < OwnLexemes ? 1 : SynonymMatch;
            }
        }

        return 0;
    }

    private const double SynonymMatch = 0.85;
}

/// <summary>A sentence of a passage as the index knows it.</summary>
public sealed record IndexedSentence(string Text, IReadOnlySet<string> Lexemes);

/// <summary>How far a passage bears out an answer to a question.</summary>
/// <param name="Coverage">From 0 to 1: the part of the question that the passage and what it stands under speak of.</param>
/// <param name="Focus">From 0 to 1: the part that the best two neighbouring sentences speak of by themselves.</param>
/// <param name="HoldsAnswer">What kind of answer is wanted is there.</param>
/// <param name="Missing">A name or number of the question is not there.</param>
public sealed partial record Evidence(double Coverage, double Focus, bool HoldsAnswer, bool Missing, IReadOnlyList<double> Relevance)
{
    // What is said in a heading or the title holds for the whole passage, but says less about its sentences.
    private const double ContextMatch = 0.9;

    /// <summary>How much of the question the passage answers, from 0 to 1.</summary>
    public double Confidence => Missing || !HoldsAnswer ? 0 : (0.5 * Coverage) + (0.5 * Focus);

    public double Score => (0.6 * Coverage) + (0.4 * Focus) + (HoldsAnswer ? 0.05 : 0) - (Missing ? 0.1 : 0);

    public static Evidence Of(
        Question question, IReadOnlyList<QuestionTerm> terms, IReadOnlySet<string> context, IReadOnlyList<IndexedSentence> sentences)
    {
        var total = terms.Sum(term => term.Weight);
        if (total == 0 || sentences.Count == 0)
        {
            return new Evidence(0, 0, false, false, [.. sentences.Select(_ => 0d)]);
        }

        var matches = sentences.Select(sentence => terms.Select(term => term.MatchIn(sentence.Lexemes)).ToArray()).ToList();
        var inContext = terms.Select(term => ContextMatch * term.MatchIn(context)).ToArray();
        var anywhere = terms.Select((_, t) => Math.Max(inContext[t], matches.Max(match => match[t]))).ToArray();
        var (focus, first, last) = BestWindow(terms, matches, inContext, total);
        return new Evidence(
            Sum(terms, anywhere) / total,
            focus,
            HoldsAnswerOf(question.Wants, sentences, first, last),
            terms.Where((term, t) => term.Word.IsName && anywhere[t] == 0).Any(),
            [.. matches.Select(match => Sum(terms, match) / total)]);
    }

    /// <summary>The two neighbouring sentences that speak of most of the question.</summary>
    private static (double Focus, int First, int Last) BestWindow(
        IReadOnlyList<QuestionTerm> terms, List<double[]> matches, double[] inContext, double total)
    {
        var best = (Focus: -1d, First: 0, Last: 0);
        for (var first = 0; first < matches.Count; first++)
        {
            for (var last = first; last < Math.Min(matches.Count, first + 2); last++)
            {
                var together = terms.Select((_, t) =>
                    Math.Max(inContext[t], Math.Max(matches[first][t], matches[last][t]))).ToArray();
                var focus = Sum(terms, together) / total;

                // Of two that say the same, the shorter one.
                if (focus > best.Focus + 1e-9)
                {
                    best = (focus, first, last);
                }
            }
        }

        return best;
    }

    private static bool HoldsAnswerOf(AnswerKind wanted, IReadOnlyList<IndexedSentence> sentences, int first, int last)
    {
        if (wanted == AnswerKind.Any)
        {
            return true;
        }

        // What explains a sentence may be in the next one.
        var window = sentences.Skip(first).Take(last - first + 2).Select(sentence => sentence.Text);
        return window.Any(text => Number.IsMatch(text) || (wanted == AnswerKind.Time && Time.IsMatch(text)));
    }

    private static double Sum(IReadOnlyList<QuestionTerm> terms, double[] matches)
    {
        var sum = 0d;
        for (var t = 0; t < matches.Length; t++)
        {
            sum += terms[t].Weight * matches[t];
        }

        return sum;
    }

    [GeneratedRegex(
        @"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen|score|once|twice|thrice|half|thirds?|fourths?|fifths?|quarters?|single|no|none|free)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Number { get; }

    [GeneratedRegex(
        @"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|noon|midnight|morning|afternoon|evening|night|daily|weekly|monthly|yearly|annually|every|always|days?|weeks?|months?|years?|hours?|minutes?|weekdays?|weekends?|holidays?|o'clock|during|life|until|whenever|immediately)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Time { get; }
}
