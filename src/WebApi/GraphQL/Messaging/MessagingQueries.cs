using MediatR;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Views;
using SmsPlatform.Domain.Accounts;
using User = SmsPlatform.Application.Accounts.Views.User;

namespace SmsPlatform.WebApi.GraphQL.Messaging;

[QueryType]
public static partial class MessagingQueries
{
    /// <summary>The workspace's SMS, newest first.</summary>
    [UsePaging(MaxPageSize = 100, IncludeTotalCount = true)]
    [UseFiltering<MessageFilterInputType>]
    [UseSorting<MessageSortInputType>]
    public static async Task<Connection<Message>> GetSmsMessagesAsync(
        PagingArguments paging, QueryContext<Message> query, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListMessages(Domain.Channels.Channel.Sms, ListRequests.Of(paging, query)), cancellationToken))
            .OrThrow().ToConnection();

    /// <summary>The workspace's messages of every channel, newest first.</summary>
    [UsePaging(MaxPageSize = 100, IncludeTotalCount = true)]
    [UseFiltering<MessageFilterInputType>]
    [UseSorting<MessageSortInputType>]
    public static async Task<Connection<Message>> GetMessagesAsync(
        PagingArguments paging, QueryContext<Message> query, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListMessages(null, ListRequests.Of(paging, query)), cancellationToken)).OrThrow().ToConnection();

    /// <summary>One message; null when it is not one of this workspace.</summary>
    public static Task<Message?> GetMessageByIdAsync(
        [ID<Message>] Guid id, MessageByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(id, cancellationToken);

    /// <summary>The workspace's conversations, the latest first.</summary>
    [UsePaging(MaxPageSize = 100, IncludeTotalCount = true)]
    [UseFiltering<ConversationFilterInputType>]
    [UseSorting<ConversationSortInputType>]
    public static async Task<Connection<Conversation>> GetConversationsAsync(
        PagingArguments paging,
        QueryContext<Conversation> query,
        [ID<User>, GraphQLDescription("Only those that this member looks after.")] Guid? assignedTo,
        [GraphQLDescription("Only those that nobody in particular looks after.")] bool? unassigned,
        IMediator mediator,
        CancellationToken cancellationToken)
    {
        var list = new ListConversations(ListRequests.Of(paging, query))
        {
            AssignedTo = assignedTo is { } member ? new UserId(member) : null,
            Unassigned = unassigned == true,
        };
        return (await mediator.Send(list, cancellationToken)).OrThrow().ToConnection();
    }

    /// <summary>One conversation; null when it is not one of this workspace.</summary>
    public static Task<Conversation?> GetConversationByIdAsync(
        [ID<Conversation>] Guid id, ConversationByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(id, cancellationToken);
}
