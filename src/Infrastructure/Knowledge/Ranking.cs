using SmsPlatform.Application.Knowledge;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Infrastructure.Knowledge;

/// <summary>Orders the passages that were read, and decides how far an answer may rest on the best of them.</summary>
internal static class Ranking
{
    private const double AnswerThreshold = 0.72;
    private const double RelatedThreshold = 0.4;

    private const double ClearlyMore = 0.05;

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
            .ToList();
        LeadWithTheAnswer(ranked);
        var grounding = GroundingOf(terms, ranked[0].passage);
        return new Retrieval(grounding, [.. ranked.Take(limit).Select(each => Show(each.passage, each.Fused, proposals))]);
    }

    // Likeness proposes, words decide: a passage that holds the answer comes before those that are only like the question.
    private static void LeadWithTheAnswer(List<(ReadPassage Passage, double Fused)> ranked)
    {
        var best = ranked.MaxBy(each => each.Passage.Evidence.Confidence);
        if (best.Passage.Evidence.Confidence >= Math.Max(AnswerThreshold, ranked[0].Passage.Evidence.Confidence + ClearlyMore))
        {
            ranked.Remove(best);
            ranked.Insert(0, best);
        }
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
