using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Application.Knowledge;

/// <summary>Finds what the documents of one chatbot say about a question.</summary>
public interface IKnowledge
{
    /// <param name="question">As the contact wrote it; at most <see cref="Retrieval.MaxQuestionLength"/> characters of it are read.</param>
    /// <param name="limit">How many passages at most, best first.</param>
    Task<Retrieval> RetrieveAsync(
        WorkspaceId workspaceId, ChatbotId chatbotId, string question, int limit, CancellationToken cancellationToken);
}

/// <summary>What was found for a question, and how far an answer may rest on it.</summary>
/// <param name="Passages">Best first.</param>
public sealed record Retrieval(Grounding Grounding, IReadOnlyList<RetrievedPassage> Passages)
{
    public const int MaxQuestionLength = 2000;

    public static Retrieval Nothing { get; } = new(Grounding.None, []);
}

/// <summary>How far an answer may rest on what was found.</summary>
public enum Grounding
{
    /// <summary>The documents do not deal with this: fallback or hand-off.</summary>
    None,

    /// <summary>
    /// The documents touch on this. A language model may look for the answer in the passages, and must be able to say that it is not
    /// there; none is to be quoted as the answer.
    /// </summary>
    Related,

    /// <summary>The first passage holds the answer, as far as can be told: it may be quoted as one.</summary>
    Answered,
}

/// <param name="Heading">The headings above it, outermost first, joined by <c> › </c>; empty where it has none.</param>
/// <param name="Sentences">Its text, sentence by sentence in order, each with its bearing on the question.</param>
public sealed record RetrievedPassage(
    PassageId Id,
    DocumentId DocumentId,
    string DocumentTitle,
    string Heading,
    string Text,
    PassageScores Scores,
    IReadOnlyList<RankedSentence> Sentences);

/// <summary>Why a passage was found. Comparable within one retrieval.</summary>
/// <param name="FullText">By its words; 0 where only the vectors found it.</param>
/// <param name="Vector">The cosine of its embedding and the question's; null without an embedding model.</param>
/// <param name="Fused">What the passages are ordered by: both ranks together.</param>
/// <param name="Confidence">From 0 to 1: how much of what the question asks about is in it. Comparable between retrievals.</param>
public sealed record PassageScores(double FullText, double? Vector, double Fused, double Confidence);

/// <param name="Relevance">From 0 to 1: the part of what the question asks about that the sentence speaks of.</param>
public readonly record struct RankedSentence(string Text, double Relevance);
