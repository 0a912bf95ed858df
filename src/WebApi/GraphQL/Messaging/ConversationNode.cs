using SmsPlatform.Application.Messaging.Views;

namespace SmsPlatform.WebApi.GraphQL.Messaging;

/// <summary>A thread of one contact with one chatbot on one channel.</summary>
[ObjectType<Conversation>]
public static partial class ConversationNode
{
    [NodeResolver]
    public static Task<Conversation?> GetAsync(Guid id, ConversationByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(id, cancellationToken);

    /// <summary>Who writes to us.</summary>
    [BindMember(nameof(Conversation.ContactId))]
    public static Task<Contact?> GetContactAsync(
        [Parent(requires: nameof(Conversation.ContactId))] Conversation conversation, ContactByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(conversation.ContactId, cancellationToken);

    /// <summary>Its messages, newest first. Through the loader, so that many conversations cost one query.</summary>
    [UsePaging(MaxPageSize = 100)]
    public static async Task<Connection<Message>> GetMessagesAsync(
        [Parent(requires: nameof(Conversation.Id))] Conversation conversation,
        PagingArguments paging,
        MessagesByConversationLoader loader,
        CancellationToken cancellationToken) =>
        (await loader.With(paging).LoadRequiredAsync(conversation.Id, cancellationToken)).ToConnection();
}

/// <summary>A person who writes to us.</summary>
[ObjectType<Contact>]
public static partial class ContactNode
{
    [NodeResolver]
    public static Task<Contact?> GetAsync(Guid id, ContactByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(id, cancellationToken);
}
