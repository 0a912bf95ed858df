using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using SmsPlatform.Application.Knowledge;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Knowledge;
using SmsPlatform.WebApi.OpenApi;

namespace SmsPlatform.WebApi.Knowledge;

/// <summary>What a chatbot may answer from.</summary>
internal static class KnowledgeEndpoints
{
    private const string AddExample = """{ "title": "Opening hours", "text": "We are open Monday to Friday, 9 to 17.", "kind": "markdown" }""";

    public static void MapKnowledge(this IEndpointRouteBuilder routes)
    {
        var knowledge = routes.MapGroup("/api/knowledge/{chatbotId}").WithTags("Knowledge").RequireAuthorization();
        knowledge.MapGet("/documents", ListAsync).WithSummary("Lists a chatbot's documents, newest first.");
        knowledge.MapPost("/documents", AddAsync)
            .Accepts<AddDocumentRequest>("application/json", "multipart/form-data")
            .WithSummary("Adds a text, a web address or (as a form with the field `file`) a file. It is indexed in the background.");
        knowledge.MapGet("/documents/{documentId}", GetAsync).WithSummary("Gets one document, with how far its indexing is.");
        knowledge.MapPost("/documents/{documentId}/reindex", ReindexAsync).WithSummary("Reads a document's source again, a web page from its address.");
        knowledge.MapDelete("/documents/{documentId}", DeleteAsync).WithSummary("Deletes a document with its passages.");
        knowledge.MapGet("/search", SearchAsync).WithSummary("Tries a question: what is found for it, and what would be quoted.");
    }

    private static async Task<Results<Ok<PageResponse<DocumentResponse>>, ProblemHttpResult>> ListAsync(
        string chatbotId, IMediator mediator, CancellationToken cancellationToken, string? limit = null, string? after = null)
    {
        var chatbot = Ids.Parse<ChatbotId>(chatbotId, "chatbotId");
        var page = Paging.Parse(limit, after);
        if (chatbot.IsFailure || page.IsFailure)
        {
            return (chatbot.IsFailure ? chatbot.Error : page.Error).ToProblem();
        }

        var listed = await mediator.Send(
            new ListDocuments(chatbot.Value, new ListRequest<Application.Knowledge.Views.Document>(page.Value)), cancellationToken);
        return listed.Match<Results<Ok<PageResponse<DocumentResponse>>, ProblemHttpResult>>(
            documents => TypedResults.Ok(documents.To(DocumentResponse.Of)),
            error => error.ToProblem());
    }

    [Example(AddExample)]
    private static async Task<Results<Created<DocumentResponse>, ProblemHttpResult>> AddAsync(
        string chatbotId, HttpContext context, IMediator mediator, IOptions<KnowledgeOptions> options, CancellationToken cancellationToken)
    {
        var chatbot = Ids.Parse<ChatbotId>(chatbotId, "chatbotId");
        if (chatbot.IsFailure)
        {
            return chatbot.Error.ToProblem();
        }

        var document = await DocumentUpload.ReadAsync(context, options.Value, cancellationToken);
        if (document.IsFailure)
        {
            return document.Error.ToProblem();
        }

        var added = await mediator.Send(new AddDocument(chatbot.Value, document.Value), cancellationToken);
        return added.Match<Results<Created<DocumentResponse>, ProblemHttpResult>>(
            row => TypedResults.Created($"/api/knowledge/{chatbotId}/documents/{row.Id}", DocumentResponse.Of(row)),
            error => error.ToProblem());
    }

    private static Task<Results<Ok<DocumentResponse>, ProblemHttpResult>> GetAsync(
        string chatbotId, string documentId, IMediator mediator, CancellationToken cancellationToken) =>
        SendAsync(chatbotId, documentId, (chatbot, document) => new GetDocument(chatbot, document), mediator, cancellationToken);

    private static Task<Results<Ok<DocumentResponse>, ProblemHttpResult>> ReindexAsync(
        string chatbotId, string documentId, IMediator mediator, CancellationToken cancellationToken) =>
        SendAsync(chatbotId, documentId, (chatbot, document) => new ReindexDocument(document, chatbot), mediator, cancellationToken);

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string chatbotId, string documentId, IMediator mediator, CancellationToken cancellationToken)
    {
        var (chatbot, document) = (Ids.Parse<ChatbotId>(chatbotId, "chatbotId"), Ids.Parse<DocumentId>(documentId, "documentId"));
        if (chatbot.IsFailure || document.IsFailure)
        {
            return (chatbot.IsFailure ? chatbot.Error : document.Error).ToProblem();
        }

        var deleted = await mediator.Send(new DeleteDocument(document.Value, chatbot.Value), cancellationToken);
        return deleted.Match<Results<NoContent, ProblemHttpResult>>(_ => TypedResults.NoContent(), error => error.ToProblem());
    }

    private static async Task<Results<Ok<SearchResponse>, ProblemHttpResult>> SearchAsync(
        string chatbotId, IMediator mediator, CancellationToken cancellationToken, string? question = null, int limit = SearchKnowledge.DefaultLimit)
    {
        var chatbot = Ids.Parse<ChatbotId>(chatbotId, "chatbotId");
        if (chatbot.IsFailure)
        {
            return chatbot.Error.ToProblem();
        }

        var found = await mediator.Send(new SearchKnowledge(chatbot.Value, question ?? "", limit), cancellationToken);
        return found.Match<Results<Ok<SearchResponse>, ProblemHttpResult>>(
            findings => TypedResults.Ok(SearchResponse.Of(findings)),
            error => error.ToProblem());
    }

    private static async Task<Results<Ok<DocumentResponse>, ProblemHttpResult>> SendAsync(
        string chatbotId,
        string documentId,
        Func<ChatbotId, DocumentId, IRequest<Result<Application.Knowledge.Views.Document>>> request,
        IMediator mediator,
        CancellationToken cancellationToken)
    {
        var (chatbot, document) = (Ids.Parse<ChatbotId>(chatbotId, "chatbotId"), Ids.Parse<DocumentId>(documentId, "documentId"));
        if (chatbot.IsFailure || document.IsFailure)
        {
            return (chatbot.IsFailure ? chatbot.Error : document.Error).ToProblem();
        }

        var answered = await mediator.Send(request(chatbot.Value, document.Value), cancellationToken);
        return answered.Match<Results<Ok<DocumentResponse>, ProblemHttpResult>>(
            row => TypedResults.Ok(DocumentResponse.Of(row)),
            error => error.ToProblem());
    }
}
