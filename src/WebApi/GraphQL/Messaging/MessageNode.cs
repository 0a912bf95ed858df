using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Views;

namespace SmsPlatform.WebApi.GraphQL.Messaging;

/// <summary>One message in or out, on any channel.</summary>
[ObjectType<Message>]
public static partial class MessageNode
{
    [NodeResolver]
    public static Task<Message?> GetAsync(Guid id, MessageByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(id, cancellationToken);

    /// <summary>Its place in the subscriptions' streams; in one of status changes, that of this change. Pass the last one seen as `after`.</summary>
    [BindMember(nameof(Message.Change))]
    public static string GetStreamCursor(
        [Parent(requires: $"{nameof(Message.Id)} {nameof(Message.Change)}")] Message message) =>
        StreamCursor.Of(new StreamPlace(message.Id, message.Change));

    /// <summary>The thread it belongs to.</summary>
    [BindMember(nameof(Message.ConversationId))]
    public static Task<Conversation?> GetConversationAsync(
        [Parent(requires: nameof(Message.ConversationId))] Message message, ConversationByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(message.ConversationId, cancellationToken);

    /// <summary>Who wrote it, or is written to.</summary>
    public static async Task<Contact?> GetContactAsync(
        [Parent(requires: nameof(Message.ConversationId))] Message message,
        ConversationByIdLoader conversations,
        ContactByIdLoader contacts,
        CancellationToken cancellationToken) =>
        await conversations.LoadAsync(message.ConversationId, cancellationToken) is { } conversation
            ? await contacts.LoadAsync(conversation.ContactId, cancellationToken)
            : null;

    /// <summary>The calls to the provider that were made for it, in their order.</summary>
    public static async Task<IReadOnlyList<DeliveryAttempt>> GetAttemptsAsync(
        [Parent(requires: nameof(Message.Id))] Message message, AttemptsByMessageLoader loader, CancellationToken cancellationToken) =>
        await loader.LoadAsync(message.Id, cancellationToken) ?? [];

    /// <summary>What became of fetching its attachments, in their order. Only received ones are fetched.</summary>
    public static async Task<IReadOnlyList<StoredMedium>> GetStoredMediaAsync(
        [Parent(requires: nameof(Message.Id))] Message message, StoredMediaByMessageLoader loader, CancellationToken cancellationToken) =>
        await loader.LoadAsync(message.Id, cancellationToken) ?? [];

    /// <summary>The first message of the answer to it.</summary>
    [BindMember(nameof(Message.ResponseMessageId))]
    public static async Task<Message?> GetResponseAsync(
        [Parent(requires: nameof(Message.ResponseMessageId))] Message message, MessageByIdLoader loader, CancellationToken cancellationToken) =>
        message.ResponseMessageId is { } id ? await loader.LoadAsync(id, cancellationToken) : null;
}
