using MediatR;
using SmsPlatform.Application.Knowledge;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Knowledge;
using Chatbot = SmsPlatform.Application.Chatbots.Views.Chatbot;
using Document = SmsPlatform.Application.Knowledge.Views.Document;

namespace SmsPlatform.WebApi.GraphQL.Knowledge;

[MutationType]
public static partial class KnowledgeMutations
{
    /// <summary>Adds a text or an https address to what a chatbot may answer from; files are uploaded through REST. It is indexed in the background.</summary>
    public static async Task<FieldResult<Document, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> AddDocumentAsync(
        [ID<Chatbot>] Guid chatbotId,
        string? title,
        string? text,
        DocumentKind? kind,
        string? url,
        IMediator mediator,
        CancellationToken cancellationToken) =>
        (await mediator.Send(
            new AddDocument(new ChatbotId(chatbotId), new DocumentInput(title, text, kind, url, File: null)), cancellationToken)).ToFieldResult();

    /// <summary>Reads a document's source again, a web page from its address. What is indexed serves until then.</summary>
    public static async Task<FieldResult<Document, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> ReindexDocumentAsync(
        [ID<Document>] Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ReindexDocument(new DocumentId(id)), cancellationToken)).ToFieldResult();

    /// <summary>Deletes a document with its passages and answers it as it was.</summary>
    public static async Task<FieldResult<Document, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> DeleteDocumentAsync(
        [ID<Document>] Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new DeleteDocument(new DocumentId(id)), cancellationToken)).ToFieldResult();
}
