using MediatR;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Views;

namespace SmsPlatform.WebApi.GraphQL.Messaging;

[SubscriptionType]
public static partial class MessagingSubscriptions
{
    /// <summary>Each SMS as it is received. With <paramref name="after"/>, the id of the last message seen, those missed since come first.</summary>
    [Subscribe(With = nameof(SubscribeToSmsReceivedAsync))]
    public static Message OnSmsReceived(
        [ID("Chatbot")] Guid? chatbotId, string? phoneNumber, string? after, [EventMessage] Message message) =>
        message;

    public static async IAsyncEnumerable<Message> SubscribeToSmsReceivedAsync(
        [ID("Chatbot")] Guid? chatbotId,
        string? phoneNumber,
        string? after,
        IMediator mediator,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = (await mediator.Send(new WatchReceivedSms(chatbotId, phoneNumber, MessageCursor.Parse(after)), cancellationToken)).OrThrow();
        await foreach (var message in stream.WithCancellation(cancellationToken))
        {
            yield return message;
        }
    }
}
