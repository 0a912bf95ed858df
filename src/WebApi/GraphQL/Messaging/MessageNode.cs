using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Views;

namespace SmsPlatform.WebApi.GraphQL.Messaging;

/// <summary>One message in or out, on any channel.</summary>
/// <remarks>What belongs to a list's messages is read along with them; a message that came another way asks the loaders.</remarks>
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
    public static async Task<Conversation?> GetConversationAsync(
        [Parent(requires: $"{nameof(Message.ConversationId)} {nameof(Message.Conversation)}")] Message message,
        ConversationByIdLoader loader,
        CancellationToken cancellationToken) =>
        message.Conversation ?? await loader.LoadAsync(message.ConversationId, cancellationToken);

    /// <summary>Who wrote it, or is written to.</summary>
    [BindMember(nameof(Message.ContactId))]
    public static async Task<Contact?> GetContactAsync(
        [Parent(requires: $"{nameof(Message.ContactId)} {nameof(Message.Contact)}")] Message message,
        ContactByIdLoader loader,
        CancellationToken cancellationToken) =>
        message.Contact ?? await loader.LoadAsync(message.ContactId, cancellationToken);

    /// <summary>The calls to the provider that were made for it, in their order.</summary>
    public static async Task<IReadOnlyList<DeliveryAttempt>> GetAttemptsAsync(
        [Parent(requires: nameof(Message.Id))] Message message, AttemptsByMessageLoader loader, CancellationToken cancellationToken) =>
        await loader.LoadAsync(message.Id, cancellationToken) ?? [];

    /// <summary>
    /// What happened to it and why, oldest first: of a received message with what became of its answer, of a sent one with what it answers.
    /// </summary>
    public static async Task<IReadOnlyList<TimelineEntry>> GetTimelineAsync(
        [Parent(requires: nameof(Message.Id))] Message message, TimelineByMessageLoader loader, CancellationToken cancellationToken) =>
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

    /// <summary>Inbound: where the answer to it came from. Outbound: where it came from, if the bot wrote it and it is its first part.</summary>
    public static Task<Answer?> GetAnswerAsync(
        [Parent(requires: nameof(Message.Id) + " " + nameof(Message.ResponseMessageId))] Message message,
        AnswerByMessageLoader loader,
        CancellationToken cancellationToken) =>
        loader.LoadAsync(message.ResponseMessageId ?? message.Id, cancellationToken);
}
