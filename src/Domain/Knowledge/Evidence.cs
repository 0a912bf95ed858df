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
/// <param name="Focus">From 0 to 1: the part that the best two neighbouring sentences speak of by themselves, and the better of them alone.</param>
/// <param name="HoldsAnswer">What kind of answer is wanted is there.</param>
/// <param name="Missing">A name or number of the question is not there.</param>
public sealed record Evidence(double Coverage, double Focus, bool HoldsAnswer, bool Missing, IReadOnlyList<double> Relevance)
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
            AnswerForm.IsIn(question, sentences.Skip(first).Take(last - first + 1).Select(sentence => sentence.Text)),
            terms.Where((term, t) => term.Word.IsName && anywhere[t] == 0).Any(),
            [.. matches.Select(match => Sum(terms, match) / total)]);
    }

    /// <summary>The two neighbouring sentences that speak of most of the question.</summary>
    private static (double Focus, int First, int Last) BestWindow(
        IReadOnlyList<QuestionTerm> terms, List<double[]> matches, double[] inContext, double total)
    {
        var best = (Focus: -1d, First: 0, Last: 0);
        var alone = matches.ConvertAll(match => Sum(terms, [.. match.Select((value, t) => Math.Max(inContext[t], value))]) / total);
        for (var first = 0; first < matches.Count; first++)
        {
            for (var last = first; last < Math.Min(matches.Count, first + 2); last++)
            {
                var together = terms.Select((_, t) =>
                    Math.Max(inContext[t], Math.Max(matches[first][t], matches[last][t]))).ToArray();
                var focus = (0.5 * Sum(terms, together) / total) + (0.5 * Math.Max(alone[first], alone[last]));

                // Of two that say the same, the shorter one.
                if (focus > best.Focus + 1e-9)
                {
                    best = (focus, first, last);
                }
            }
        }

        return best;
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
}
