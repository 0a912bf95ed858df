using SmsPlatform.Application.Knowledge;
using SmsPlatform.Application.Knowledge.Views;

namespace SmsPlatform.WebApi.Knowledge;

/// <summary>A document to add: a text or a web address. A file is uploaded as <c>multipart/form-data</c>, its field called <c>file</c>.</summary>
/// <param name="Title">Left out: the text's first line, the file's name or the page's title.</param>
/// <param name="Kind">What the text is: <c>text</c>, <c>markdown</c>, <c>html</c> or <c>csv</c>.</param>
/// <param name="Url">An https address, fetched when it is indexed.</param>
internal sealed record AddDocumentRequest(string? Title = null, string? Text = null, string? Kind = null, string? Url = null);

/// <summary>Something a chatbot may answer from.</summary>
/// <param name="Kind"><c>text</c>, <c>markdown</c>, <c>html</c>, <c>pdf</c>, <c>docx</c>, <c>csv</c> or <c>web</c>.</param>
/// <param name="Status"><c>pending</c>, <c>indexing</c>, <c>ready</c> or <c>failed</c>. What was indexed before serves in every one.</param>
/// <param name="Progress">Of the indexing, in per cent.</param>
/// <param name="ErrorCode">Why it failed, or is tried again.</param>
/// <param name="PassageCount">How many passages can be found in it.</param>
internal sealed record DocumentResponse(
    Guid Id,
    Guid ChatbotId,
    string Title,
    string Kind,
    string? Url,
    long Size,
    string Status,
    int Progress,
    string? ErrorCode,
    string? ErrorMessage,
    int PassageCount,
    DateTimeOffset? IndexedAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static DocumentResponse Of(Document document) => new(
        document.Id,
        document.ChatbotId,
        document.Title,
        document.Kind.ToString().ToLowerInvariant(),
        document.Url,
        document.Size,
        document.Status.ToString().ToLowerInvariant(),
        document.Progress,
        document.ErrorCode,
        document.ErrorMessage,
        document.PassageCount,
        document.IndexedAt,
        document.CreatedAt,
        document.UpdatedAt);
}

/// <summary>What a chatbot finds for a question.</summary>
/// <param name="Grounding"><c>answered</c>: the first passage may be quoted; <c>related</c>: a model may look for the answer; <c>none</c>.</param>
/// <param name="Answer">What would be quoted without a language model.</param>
internal sealed record SearchResponse(string Grounding, string? Answer, IReadOnlyList<PassageResponse> Passages)
{
    public static SearchResponse Of(KnowledgeFindings findings) => new(
        findings.Grounding.ToString().ToLowerInvariant(), findings.Answer, [.. findings.Passages.Select(PassageResponse.Of)]);
}

/// <param name="Heading">The headings above it, outermost first.</param>
/// <param name="Confidence">From 0 to 1: how much of what the question asks about is in it.</param>
internal sealed record PassageResponse(
    Guid Id, Guid DocumentId, string DocumentTitle, string Heading, string Text, double Confidence, double FullText, double? Vector, double Fused)
{
    public static PassageResponse Of(RetrievedPassage passage) => new(
        passage.Id.Value,
        passage.DocumentId.Value,
        passage.DocumentTitle,
        passage.Heading,
        passage.Text,
        passage.Scores.Confidence,
        passage.Scores.FullText,
        passage.Scores.Vector,
        passage.Scores.Fused);
}
