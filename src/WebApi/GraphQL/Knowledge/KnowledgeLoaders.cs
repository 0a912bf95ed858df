using MediatR;
using SmsPlatform.Application.Knowledge;
using SmsPlatform.Application.Knowledge.Views;

namespace SmsPlatform.WebApi.GraphQL.Knowledge;

/// <summary>Documents by id.</summary>
public sealed class DocumentByIdLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : BatchDataLoader<Guid, Document>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<Guid, Document>> LoadBatchAsync(
        IReadOnlyList<Guid> keys, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetDocuments(keys), cancellationToken)).OrThrow();
}

/// <summary>A page of each chatbot's documents.</summary>
public sealed class DocumentsByChatbotLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : StatefulBatchDataLoader<Guid, Page<Document>>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<Guid, Page<Document>>> LoadBatchAsync(
        IReadOnlyList<Guid> keys, DataLoaderFetchContext<Page<Document>> context, CancellationToken cancellationToken)
    {
        var request = ListRequests.Of<Document>(context.GetPagingArguments());
        var pages = (await mediator.Send(new ListDocumentsOfChatbots(keys, request), cancellationToken)).OrThrow();
        return pages.ToDictionary(pair => pair.Key, pair => pair.Value.ToPage());
    }
}
