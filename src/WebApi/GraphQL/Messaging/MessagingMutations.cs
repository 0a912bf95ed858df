using MediatR;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Consent;
using SmsPlatform.Domain;
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
        var queued = await mediator.Send(command, cancellationToken);
        return queued.IsFailure
            ? ((Result<Message>)queued.Error).ToFieldResult()
            : (await MessageAsync(queued.Value.Id, mediator, cancellationToken)).ToFieldResult();
    }

    /// <summary>Marks a received SMS as processed. Repeating it changes nothing.</summary>
    public static async Task<FieldResult<Message, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> MarkSmsProcessedAsync(
        [ID<Message>] Guid id,
        [ID<Conversation>] Guid? chatId,
        string? responseMessageSid,
        IMediator mediator,
        CancellationToken cancellationToken)
    {
        var command = new MarkSmsProcessed(new MessageId(id), chatId is { } chat ? new ConversationId(chat) : null, responseMessageSid);
        var marked = await mediator.Send(command, cancellationToken);
        return marked.IsFailure
            ? ((Result<Message>)marked.Error).ToFieldResult()
            : (await MessageAsync(marked.Value.Id, mediator, cancellationToken)).ToFieldResult();
    }

    /// <summary>Enters into the ledger that a contact withdrew consent, or gave it again, by other means than a message.</summary>
    public static async Task<FieldResult<Conversation, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> SetConsentAsync(
        [ID<Conversation>] Guid conversationId, ConsentKind kind, IMediator mediator, CancellationToken cancellationToken)
    {
        var set = await mediator.Send(new SetConsent(new ConversationId(conversationId), kind), cancellationToken);
        if (set.IsFailure)
        {
            return ((Result<Conversation>)set.Error).ToFieldResult();
        }

        var found = await mediator.Send(new GetConversations([conversationId]), cancellationToken);
        return (found.IsFailure ? found.Error
            : found.Value.TryGetValue(conversationId, out var conversation) ? (Result<Conversation>)conversation
            : MessagingErrors.NotFound(new ConversationId(conversationId))).ToFieldResult();
    }

    private static async Task<Result<Message>> MessageAsync(MessageId id, IMediator mediator, CancellationToken cancellationToken)
    {
        var found = await mediator.Send(new GetMessages([id.Value]), cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        return found.Value.TryGetValue(id.Value, out var message) ? message : MessagingErrors.NotFound(id);
    }
}
