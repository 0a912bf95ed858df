using SmsPlatform.Application.Knowledge;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Infrastructure.Knowledge;

/// <summary>Orders the passages that were read, and decides how far an answer may rest on the best of them.</summary>
internal static class Ranking
{
    private const double AnswerThreshold = 0.75;
    private const double RelatedThreshold = 0.4;

    public static Retrieval Of(IReadOnlyList<QuestionTerm> terms, IReadOnlyList<ReadPassage> passages, Proposals proposals, int limit)
    {
        if (passages.Count == 0)
        {
            return Retrieval.Nothing;
        }

        var byEvidence = passages
            .OrderByDescending(passage => passage.Evidence.Score)
            .ThenByDescending(passage => proposals.WordScore(passage.Passage.Id.Value))
            .Select((passage, rank) => (passage, rank));
        var ranked = byEvidence
            .Select(each => (each.passage, Fused: ReciprocalRank.Of(each.rank) + ReciprocalRank.Of(proposals.VectorRank(each.passage.Passage.Id.Value))))
            .OrderByDescending(each => each.Fused)
            .Take(limit)
            .ToList();
        var grounding = GroundingOf(terms, ranked[0].passage);
        return new Retrieval(grounding, [.. ranked.Select(each => Show(each.passage, each.Fused, proposals))]);
    }

    private static Grounding GroundingOf(IReadOnlyList<QuestionTerm> terms, ReadPassage best)
    {
        var confidence = best.Evidence.Confidence;
        return terms.Count == 0 ? Grounding.None
            : confidence >= AnswerThreshold ? Grounding.Answered
            : best.Evidence.Coverage >= RelatedThreshold ? Grounding.Related
            : Grounding.None;
    }

    private static RetrievedPassage Show(ReadPassage read, double fused, Proposals proposals)
    {
        var (passage, id) = (read.Passage, read.Passage.Id.Value);
        return new RetrievedPassage(
            passage.Id,
            passage.DocumentId,
            passage.Title,
            passage.Heading,
            passage.Text,
            new PassageScores(proposals.WordScore(id), proposals.Cosine(id), fused, read.Evidence.Confidence),
            [.. read.Sentences.Select((sentence, i) => new RankedSentence(sentence.Text, read.Evidence.Relevance[i]))]);
    }
}
