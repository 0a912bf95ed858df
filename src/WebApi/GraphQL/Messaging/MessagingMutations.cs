using MediatR;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Consent;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Messaging;
using Conversation = SmsPlatform.Application.Messaging.Views.Conversation;
using Message = SmsPlatform.Application.Messaging.Views.Message;

namespace SmsPlatform.WebApi.GraphQL.Messaging;

[MutationType]
public static partial class MessagingMutations
{
    /// <summary>Queues one SMS and answers its first part. The delivery worker hands it to the provider.</summary>
    public static async Task<FieldResult<Message, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> SendSmsAsync(
        [ID("Chatbot")] Guid? chatbotId,
        string to,
        string? body,
        IReadOnlyList<string>? mediaUrls,
        string? idempotencyKey,
        IMediator mediator,
        CancellationToken cancellationToken)
    {
        var command = new SendSms(chatbotId is { } id ? new ChatbotId(id) : null, to, body, mediaUrls, idempotencyKey);
        return (await mediator.Send(command, cancellationToken)
            .ThenAsync(queued => mediator.Send(new ReadBackMessage(queued.Id), cancellationToken))).ToFieldResult();
    }

    /// <summary>Queues a person's reply in a conversation and answers its first part. It goes whoever leads the conversation, unless it is closed.</summary>
    public static async Task<FieldResult<Message, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> ReplyToConversationAsync(
        [ID<Conversation>] Guid conversationId,
        string? body,
        IReadOnlyList<string>? mediaUrls,
        string? idempotencyKey,
        IMediator mediator,
        CancellationToken cancellationToken)
    {
        var command = new ReplyToConversation(new ConversationId(conversationId), body, mediaUrls, idempotencyKey);
        return (await mediator.Send(command, cancellationToken)
            .ThenAsync(parts => mediator.Send(new ReadBackMessage(parts[0]), cancellationToken))).ToFieldResult();
    }

    /// <summary>Sends a failed, undelivered, expired or canceled message again: one more attempt, with a provider id of its own.</summary>
    public static async Task<FieldResult<Message, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> RetryMessageAsync(
        [ID<Message>] Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RetryMessage(new MessageId(id)), cancellationToken)
            .ThenAsync(_ => mediator.Send(new ReadBackMessage(new MessageId(id)), cancellationToken))).ToFieldResult();

    /// <summary>Marks a received SMS as processed. Repeating it changes nothing.</summary>
    public static async Task<FieldResult<Message, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> MarkSmsProcessedAsync(
        [ID<Message>] Guid id,
        [ID<Conversation>] Guid? chatId,
        string? responseMessageSid,
        IMediator mediator,
        CancellationToken cancellationToken)
    {
        var command = new MarkSmsProcessed(new MessageId(id), chatId is { } chat ? new ConversationId(chat) : null, responseMessageSid);
        return (await mediator.Send(command, cancellationToken)
            .ThenAsync(marked => mediator.Send(new ReadBackMessage(marked.Id), cancellationToken))).ToFieldResult();
    }

    /// <summary>Enters into the ledger that a contact withdrew consent, or gave it again, by other means than a message.</summary>
    public static async Task<FieldResult<Conversation, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> SetConsentAsync(
        [ID<Conversation>] Guid conversationId, ConsentKind kind, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new SetConsent(new ConversationId(conversationId), kind), cancellationToken)
            .ThenAsync(_ => mediator.Send(new ReadBackConversation(new ConversationId(conversationId)), cancellationToken))).ToFieldResult();

    /// <summary>Says who answers a conversation. Taken from the bot, its answers that wait to be sent are withdrawn.</summary>
    public static async Task<FieldResult<Conversation, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> SetConversationModeAsync(
        [ID<Conversation>] Guid conversationId, ConversationMode mode, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new SetConversationMode(new ConversationId(conversationId), mode), cancellationToken)
            .ThenAsync(_ => mediator.Send(new ReadBackConversation(new ConversationId(conversationId)), cancellationToken))).ToFieldResult();
}
