using MediatR;
using SmsPlatform.Application.Automation;
using SmsPlatform.Application.Automation.Views;

namespace SmsPlatform.WebApi.GraphQL.Automation;

/// <summary>Rules by id.</summary>
public sealed class KeywordRuleByIdLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : BatchDataLoader<Guid, KeywordRule>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<Guid, KeywordRule>> LoadBatchAsync(
        IReadOnlyList<Guid> keys, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetKeywordRules(keys), cancellationToken)).OrThrow();
}

/// <summary>Templates by id.</summary>
public sealed class ReplyTemplateByIdLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : BatchDataLoader<Guid, ReplyTemplate>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<Guid, ReplyTemplate>> LoadBatchAsync(
        IReadOnlyList<Guid> keys, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetReplyTemplates(keys), cancellationToken)).OrThrow();
}
