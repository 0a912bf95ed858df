using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Views;

namespace SmsPlatform.WebApi.GraphQL.Messaging;

[SubscriptionType]
public static partial class MessagingSubscriptions
{
    /// <summary>
    /// Each SMS as it is received. With <paramref name="after"/>, the `streamCursor` or id of the last message seen, those missed since
    /// come first.
    /// </summary>
    [Subscribe(With = nameof(SubscribeToSmsReceivedAsync))]
    public static Message OnSmsReceived(
        [ID("Chatbot")] Guid? chatbotId, string? phoneNumber, string? after, [EventMessage] Message message) =>
        message;

    public static ValueTask<ISourceStream<Message>> SubscribeToSmsReceivedAsync(
        [ID("Chatbot")] Guid? chatbotId, string? phoneNumber, string? after, LiveStreams streams, CancellationToken cancellationToken) =>
        streams.OpenAsync(new WatchReceivedSms(chatbotId, phoneNumber, StreamCursor.Parse(after)), cancellationToken);

    /// <summary>
    /// Each change of a sent message's status, with the status and error of that change. With <paramref name="after"/>, the
    /// `streamCursor` of the last change seen (or the id of the newest message of a list that was read), those missed since come first.
    /// </summary>
    [Subscribe(With = nameof(SubscribeToMessageStatusChangedAsync))]
    public static Message OnMessageStatusChanged([ID("Chatbot")] Guid? chatbotId, string? after, [EventMessage] Message message) => message;

    public static ValueTask<ISourceStream<Message>> SubscribeToMessageStatusChangedAsync(
        [ID("Chatbot")] Guid? chatbotId, string? after, LiveStreams streams, CancellationToken cancellationToken) =>
        streams.OpenAsync(new WatchMessageStatus(chatbotId, StreamCursor.Parse(after)), cancellationToken);

    /// <summary>
    /// Each conversation that changes: by a message in or out, or by another mode, assignment or consent. It comes as it stands, and
    /// once for what happens at once; after a reconnect, read the list anew.
    /// </summary>
    [Subscribe(With = nameof(SubscribeToConversationUpdatedAsync))]
    public static Conversation OnConversationUpdated([ID("Chatbot")] Guid? chatbotId, [EventMessage] Conversation conversation) => conversation;

    public static ValueTask<ISourceStream<Conversation>> SubscribeToConversationUpdatedAsync(
        [ID("Chatbot")] Guid? chatbotId, LiveStreams streams, CancellationToken cancellationToken) =>
        streams.OpenAsync(new WatchConversations(chatbotId), cancellationToken);
}
