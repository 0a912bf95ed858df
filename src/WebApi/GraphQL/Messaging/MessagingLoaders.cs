using MediatR;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Media;
using SmsPlatform.Application.Messaging.Views;

namespace SmsPlatform.WebApi.GraphQL.Messaging;

/// <summary>Messages by id.</summary>
public sealed class MessageByIdLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : BatchDataLoader<Guid, Message>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<Guid, Message>> LoadBatchAsync(
        IReadOnlyList<Guid> keys, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetMessages(keys), cancellationToken)).OrThrow();
}

/// <summary>Conversations by id.</summary>
public sealed class ConversationByIdLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : BatchDataLoader<Guid, Conversation>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<Guid, Conversation>> LoadBatchAsync(
        IReadOnlyList<Guid> keys, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetConversations(keys), cancellationToken)).OrThrow();
}

/// <summary>Contacts by id.</summary>
public sealed class ContactByIdLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : BatchDataLoader<Guid, Contact>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<Guid, Contact>> LoadBatchAsync(
        IReadOnlyList<Guid> keys, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetContacts(keys), cancellationToken)).OrThrow();
}

/// <summary>The attempts to send each message.</summary>
public sealed class AttemptsByMessageLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : GroupedDataLoader<Guid, DeliveryAttempt>(scheduler, options)
{
    protected override async Task<ILookup<Guid, DeliveryAttempt>> LoadGroupedBatchAsync(
        IReadOnlyList<Guid> keys, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListAttempts(keys), cancellationToken)).OrThrow();
}

/// <summary>What became of fetching each message's attachments.</summary>
public sealed class StoredMediaByMessageLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : GroupedDataLoader<Guid, StoredMedium>(scheduler, options)
{
    protected override async Task<ILookup<Guid, StoredMedium>> LoadGroupedBatchAsync(
        IReadOnlyList<Guid> keys, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListStoredMedia(keys), cancellationToken)).OrThrow();
}

/// <summary>A page of each conversation's messages.</summary>
public sealed class MessagesByConversationLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : StatefulBatchDataLoader<Guid, Page<Message>>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<Guid, Page<Message>>> LoadBatchAsync(
        IReadOnlyList<Guid> keys, DataLoaderFetchContext<Page<Message>> context, CancellationToken cancellationToken)
    {
        var request = ListRequests.Of(context.GetPagingArguments(), context.GetQueryContext<Message>());
        var pages = (await mediator.Send(new ListMessagesOfConversations(keys, request), cancellationToken)).OrThrow();
        return pages.ToDictionary(pair => pair.Key, pair => pair.Value.ToPage());
    }
}

/// <summary>A page of each conversation's ledger of consent.</summary>
public sealed class ConsentByConversationLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : StatefulBatchDataLoader<Guid, Page<ConsentEntry>>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<Guid, Page<ConsentEntry>>> LoadBatchAsync(
        IReadOnlyList<Guid> keys, DataLoaderFetchContext<Page<ConsentEntry>> context, CancellationToken cancellationToken)
    {
        var request = ListRequests.Of<ConsentEntry>(context.GetPagingArguments());
        var pages = (await mediator.Send(new ListConsentOfConversations(keys, request), cancellationToken)).OrThrow();
        return pages.ToDictionary(pair => pair.Key, pair => pair.Value.ToPage());
    }
}
