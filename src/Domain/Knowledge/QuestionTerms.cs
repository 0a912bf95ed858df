namespace SmsPlatform.Domain.Knowledge;

/// <summary>Makes terms of a question's words: what of them is looked for, and how much each says.</summary>
public static class QuestionTerms
{
    private const double WeakWeight = 0.3;

    /// <param name="passages">How many passages there are.</param>
    /// <param name="lookUp">What the index makes of a word, and in how many passages that is.</param>
    public static IReadOnlyList<QuestionTerm> Of(
        Question question, int passages, Func<string, IEnumerable<(string Lexeme, int Passages)>> lookUp)
    {
        var terms = new List<QuestionTerm>();
        var seen = new HashSet<string>();
        var said = question.Words.SelectMany(word => lookUp(word.Text)).Select(lexeme => lexeme.Lexeme).ToHashSet();
        foreach (var word in question.Words)
        {
            var own = lookUp(word.Text).ToList();
            if (own.Count == 0 || !seen.Add(own[0].Lexeme))
            {
                continue;
            }

            // One word of a text answers for one of the question: what the question says itself is no other word for something else in it.
            var others = word.Synonyms.SelectMany(lookUp)
                .Where(other => other.Passages > 0 && !said.Contains(other.Lexeme)).DistinctBy(other => other.Lexeme);
            var lexemes = own.Concat(others).DistinctBy(lexeme => lexeme.Lexeme).ToList();
            var ownPassages = own.Max(lexeme => lexeme.Passages);
            var found = ownPassages > 0 ? ownPassages : lexemes.Max(lexeme => lexeme.Passages);
            terms.Add(new QuestionTerm(
                word,
                [.. lexemes.Select(lexeme => lexeme.Lexeme)],
                own.Count,
                lexemes.Sum(lexeme => lexeme.Passages),
                Rarity(found, passages) * (word.IsWeak ? WeakWeight : 1)));
        }

        return terms;
    }

    // As BM25 has it, with a floor: a word of every second passage still has to be there.
    private static double Rarity(int found, int passages) =>
        Math.Max(0.3, Math.Log(1 + ((passages - found + 0.5) / (found + 0.5))));
}
