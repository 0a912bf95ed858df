using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Application.Knowledge;

/// <summary>An answer in the document's own words: whole sentences of the best passage, and nothing else.</summary>
/// <param name="Source">The passage it is taken from.</param>
public sealed record ExtractiveAnswer(string Text, PassageId Source)
{
    // Beyond this a person reads on no further; the rest of a passage is rarely about the question.
    private const int MaxSentences = 4;

    /// <summary>
    /// The sentence that bears most on the question, with as many of its neighbours as fit. Null when the passage may not be quoted
    /// as an answer (<see cref="Grounding.Answered"/>), or when not even that sentence fits.
    /// </summary>
    /// <param name="fits">Whether a text may be sent as one answer, such as its segments being within the chatbot's budget.</param>
    public static ExtractiveAnswer? From(Retrieval retrieval, Func<string, bool> fits)
    {
        if (retrieval.Grounding != Grounding.Answered || retrieval.Passages is not [var best, ..] || best.Sentences.Count == 0)
        {
            return null;
        }

        var first = Anchor(best.Sentences);
        var last = first;
        if (!fits(Join(best.Sentences, first, last)))
        {
            return null;
        }

        // Onwards before backwards: what explains a sentence mostly follows it.
        while (last - first + 1 < MaxSentences && last + 1 < best.Sentences.Count && fits(Join(best.Sentences, first, last + 1)))
        {
            last++;
        }

        while (last - first + 1 < MaxSentences && first > 0 && fits(Join(best.Sentences, first - 1, last)))
        {
            first--;
        }

        return new ExtractiveAnswer(Join(best.Sentences, first, last), best.Id);
    }

    private static int Anchor(IReadOnlyList<RankedSentence> sentences)
    {
        var anchor = 0;
        for (var index = 1; index < sentences.Count; index++)
        {
            anchor = sentences[index].Relevance > sentences[anchor].Relevance ? index : anchor;
        }

        return anchor;
    }

    private static string Join(IReadOnlyList<RankedSentence> sentences, int first, int last) =>
        string.Join(' ', sentences.Skip(first).Take(last - first + 1).Select(sentence => sentence.Text.Trim()));
}
