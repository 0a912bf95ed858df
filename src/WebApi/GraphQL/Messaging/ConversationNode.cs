using SmsPlatform.Application.Messaging.Views;
using SmsPlatform.WebApi.GraphQL.Accounts;
using SmsPlatform.WebApi.GraphQL.Chatbots;
using Chatbot = SmsPlatform.Application.Chatbots.Views.Chatbot;
using User = SmsPlatform.Application.Accounts.Views.User;

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
    public static async Task<Contact?> GetContactAsync(
        [Parent(requires: $"{nameof(Conversation.ContactId)} {nameof(Conversation.Contact)}")] Conversation conversation,
        ContactByIdLoader loader,
        CancellationToken cancellationToken) =>
        conversation.Contact ?? await loader.LoadAsync(conversation.ContactId, cancellationToken);

    /// <summary>Who answers it while it is the bot's.</summary>
    [BindMember(nameof(Conversation.ChatbotId))]
    public static Task<Chatbot?> GetChatbotAsync(
        [Parent(requires: nameof(Conversation.ChatbotId))] Conversation conversation, ChatbotByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(conversation.ChatbotId, cancellationToken);

    /// <summary>The member of the workspace who looks after it; null for nobody in particular.</summary>
    [BindMember(nameof(Conversation.AssignedTo))]
    public static async Task<User?> GetAssignedToAsync(
        [Parent(requires: nameof(Conversation.AssignedTo))] Conversation conversation, UserByIdLoader loader, CancellationToken cancellationToken) =>
        conversation.AssignedTo is { } id ? await loader.LoadAsync(id, cancellationToken) : null;

    /// <summary>The ledger of the contact's consent, newest first.</summary>
    [UsePaging(MaxPageSize = 100, ConnectionName = "ConversationConsent", IncludeTotalCount = false)]
    public static async Task<Connection<ConsentEntry>> GetConsentAsync(
        [Parent(requires: nameof(Conversation.Id))] Conversation conversation,
        PagingArguments paging,
        ConsentByConversationLoader loader,
        CancellationToken cancellationToken) =>
        (await loader.With(paging).LoadRequiredAsync(conversation.Id, cancellationToken)).ToConnection();

    /// <summary>Its messages, newest first. Through the loader, so that many conversations cost one query.</summary>
    [UsePaging(MaxPageSize = 100, ConnectionName = "ConversationMessages", IncludeTotalCount = false)]
    public static async Task<Connection<Message>> GetMessagesAsync(
        [Parent(requires: nameof(Conversation.Id))] Conversation conversation,
        PagingArguments paging,
        QueryContext<Message> query,
        MessagesByConversationLoader loader,
        CancellationToken cancellationToken) =>
        (await loader.With(paging, query).LoadRequiredAsync(conversation.Id, cancellationToken)).ToConnection();
}

/// <summary>A person who writes to us.</summary>
[ObjectType<Contact>]
public static partial class ContactNode
{
    [NodeResolver]
    public static Task<Contact?> GetAsync(Guid id, ContactByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(id, cancellationToken);
}

/// <summary>One entry of the ledger of consent.</summary>
[ObjectType<ConsentEntry>]
public static partial class ConsentEntryNode
{
    [ID<ConsentEntry>]
    public static Guid GetId([Parent(requires: nameof(ConsentEntry.Id))] ConsentEntry entry) => entry.Id;

    /// <summary>With which message; null for a report of the provider's that names none.</summary>
    [BindMember(nameof(ConsentEntry.MessageId))]
    public static async Task<Message?> GetMessageAsync(
        [Parent(requires: nameof(ConsentEntry.MessageId))] ConsentEntry entry, MessageByIdLoader loader, CancellationToken cancellationToken) =>
        entry.MessageId is { } id ? await loader.LoadAsync(id, cancellationToken) : null;
}
