using MediatR;
using SmsPlatform.Application.Chatbots;
using SmsPlatform.Application.Chatbots.Views;

namespace SmsPlatform.WebApi.GraphQL.Chatbots;

[QueryType]
public static partial class ChatbotsQueries
{
    /// <summary>The workspace's chatbots, newest first.</summary>
    [UsePaging(MaxPageSize = 100, IncludeTotalCount = true)]
    [UseFiltering<ChatbotFilterInputType>]
    public static async Task<Connection<Chatbot>> GetChatbotsAsync(
        PagingArguments paging, QueryContext<Chatbot> query, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListChatbots(ListRequests.Of(paging, query)), cancellationToken)).OrThrow().ToConnection();

    /// <summary>One chatbot; null when it is not one of this workspace.</summary>
    public static Task<Chatbot?> GetChatbotByIdAsync(
        [ID<Chatbot>] Guid id, ChatbotByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(id, cancellationToken);
}

/// <summary>What chatbots can be filtered by.</summary>
internal sealed class ChatbotFilterInputType : FilterInputType<Chatbot>
{
    protected override void Configure(IFilterInputTypeDescriptor<Chatbot> descriptor)
    {
        descriptor.BindFieldsExplicitly();
        descriptor.Field(chatbot => chatbot.Name);
        descriptor.Field(chatbot => chatbot.IsActive);
    }
}

/// <summary>Chatbots by id.</summary>
public sealed class ChatbotByIdLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : BatchDataLoader<Guid, Chatbot>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<Guid, Chatbot>> LoadBatchAsync(
        IReadOnlyList<Guid> keys, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetChatbots(keys), cancellationToken)).OrThrow();
}
