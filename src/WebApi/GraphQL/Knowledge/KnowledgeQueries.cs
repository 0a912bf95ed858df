using MediatR;
using SmsPlatform.Application.Knowledge;
using SmsPlatform.Application.Knowledge.Views;
using SmsPlatform.Domain.Chatbots;
using Chatbot = SmsPlatform.Application.Chatbots.Views.Chatbot;

namespace SmsPlatform.WebApi.GraphQL.Knowledge;

[QueryType]
public static partial class KnowledgeQueries
{
    /// <summary>One document; null when it is not one of this workspace.</summary>
    public static Task<Document?> GetDocumentByIdAsync(
        [ID<Document>] Guid id, DocumentByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(id, cancellationToken);

    /// <summary>Tries a question: what a chatbot finds for it, and what it would quote without a language model.</summary>
    public static async Task<KnowledgeSearch> SearchKnowledgeAsync(
        [ID<Chatbot>] Guid chatbotId, string question, IMediator mediator, CancellationToken cancellationToken, int limit = SearchKnowledge.DefaultLimit) =>
        KnowledgeSearch.Of((await mediator.Send(new SearchKnowledge(new ChatbotId(chatbotId), question, limit), cancellationToken)).OrThrow());
}

/// <summary>What a chatbot finds for a question.</summary>
/// <param name="Answer">What would be quoted without a language model; null when nothing would be.</param>
/// <param name="Passages">Best first.</param>
public sealed record KnowledgeSearch(Grounding Grounding, string? Answer, IReadOnlyList<FoundPassage> Passages)
{
    internal static KnowledgeSearch Of(KnowledgeFindings findings) =>
        new(findings.Grounding, findings.Answer, [.. findings.Passages.Select(FoundPassage.Of)]);
}

/// <summary>A passage of a document, and why it was found.</summary>
/// <param name="DocumentId">The document's UUID.</param>
/// <param name="Heading">The headings above it, outermost first.</param>
/// <param name="Confidence">From 0 to 1: how much of what the question asks about is in it.</param>
/// <param name="FullText">What its words count in the search.</param>
/// <param name="Vector">The cosine of its embedding and the question's; null without an embedding model.</param>
public sealed record FoundPassage(
    Guid DocumentId, string DocumentTitle, string Heading, string Text, double Confidence, double FullText, double? Vector)
{
    internal static FoundPassage Of(RetrievedPassage passage) => new(
        passage.DocumentId.Value,
        passage.DocumentTitle,
        passage.Heading,
        passage.Text,
        passage.Scores.Confidence,
        passage.Scores.FullText,
        passage.Scores.Vector);
}

/// <summary>A passage of a document, and why it was found.</summary>
[ObjectType<FoundPassage>]
public static partial class FoundPassageNode
{
    /// <summary>Where it is from.</summary>
    [BindMember(nameof(FoundPassage.DocumentId))]
    public static Task<Document?> GetDocumentAsync(
        [Parent(requires: nameof(FoundPassage.DocumentId))] FoundPassage passage, DocumentByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(passage.DocumentId, cancellationToken);
}
