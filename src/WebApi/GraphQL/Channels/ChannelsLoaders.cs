using MediatR;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Channels.Views;

namespace SmsPlatform.WebApi.GraphQL.Channels;

/// <summary>Integrations by id.</summary>
public sealed class IntegrationByIdLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : BatchDataLoader<Guid, Integration>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<Guid, Integration>> LoadBatchAsync(
        IReadOnlyList<Guid> keys, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetIntegrations(keys), cancellationToken)).OrThrow();
}

/// <summary>The integrations of each chatbot.</summary>
public sealed class IntegrationsByChatbotLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : GroupedDataLoader<Guid, Integration>(scheduler, options)
{
    protected override async Task<ILookup<Guid, Integration>> LoadGroupedBatchAsync(
        IReadOnlyList<Guid> keys, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListIntegrationsOfChatbots(keys), cancellationToken)).OrThrow();
}

/// <summary>A page of what happened with each integration.</summary>
public sealed class LogsByIntegrationLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : StatefulBatchDataLoader<Guid, Page<IntegrationLog>>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<Guid, Page<IntegrationLog>>> LoadBatchAsync(
        IReadOnlyList<Guid> keys, DataLoaderFetchContext<Page<IntegrationLog>> context, CancellationToken cancellationToken)
    {
        var request = ListRequests.Of<IntegrationLog>(context.GetPagingArguments());
        var pages = (await mediator.Send(new ListLogsOfIntegrations(keys, request), cancellationToken)).OrThrow();
        return pages.ToDictionary(pair => pair.Key, pair => pair.Value.ToPage());
    }
}

/// <summary>A page of each chatbot's refused webhooks.</summary>
public sealed class RejectionsByChatbotLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : StatefulBatchDataLoader<Guid, Page<WebhookRejection>>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<Guid, Page<WebhookRejection>>> LoadBatchAsync(
        IReadOnlyList<Guid> keys, DataLoaderFetchContext<Page<WebhookRejection>> context, CancellationToken cancellationToken)
    {
        var request = ListRequests.Of<WebhookRejection>(context.GetPagingArguments());
        var pages = (await mediator.Send(new ListRejectionsOfChatbots(keys, request), cancellationToken)).OrThrow();
        return pages.ToDictionary(pair => pair.Key, pair => pair.Value.ToPage());
    }
}

/// <summary>How many of each chatbot's webhooks were refused of late.</summary>
public sealed class RejectionCountsByChatbotLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : GroupedDataLoader<Guid, ReasonCount>(scheduler, options)
{
    protected override async Task<ILookup<Guid, ReasonCount>> LoadGroupedBatchAsync(
        IReadOnlyList<Guid> keys, CancellationToken cancellationToken) =>
        (await mediator.Send(new CountRejections(keys), cancellationToken)).OrThrow();
}
