using MediatR;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Consent;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.WebApi.GraphQL.Chatbots;
using Chatbot = SmsPlatform.Application.Chatbots.Views.Chatbot;
using Conversation = SmsPlatform.Application.Messaging.Views.Conversation;
using Message = SmsPlatform.Application.Messaging.Views.Message;
using Replay = SmsPlatform.Application.Messaging.Views.Replay;
using User = SmsPlatform.Application.Accounts.Views.User;

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

    /// <summary>Queues a reply in a conversation, unless it is closed, and answers its first part. A member who replies takes the conversation over from the bot.</summary>
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

    /// <summary>Says which member of the workspace looks after a conversation; without one, nobody in particular does.</summary>
    public static async Task<FieldResult<Conversation, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> AssignConversationAsync(
        [ID<Conversation>] Guid conversationId, [ID<User>] Guid? memberId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(
                new AssignConversation(new ConversationId(conversationId), memberId is { } member ? new UserId(member) : null), cancellationToken)
            .ThenAsync(_ => mediator.Send(new ReadBackConversation(new ConversationId(conversationId)), cancellationToken))).ToFieldResult();

    /// <summary>Marks what the contact wrote as read, for everybody in the workspace: up to a message, or all of it.</summary>
    public static async Task<FieldResult<Conversation, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> MarkConversationReadAsync(
        [ID<Conversation>] Guid conversationId, [ID<Message>] Guid? upTo, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(
                new MarkConversationRead(new ConversationId(conversationId), upTo is { } message ? new MessageId(message) : null), cancellationToken)
            .ThenAsync(_ => mediator.Send(new ReadBackConversation(new ConversationId(conversationId)), cancellationToken))).ToFieldResult();

    /// <summary>
    /// Has a chatbot, as it is or as the settings and rules would make it, answer again what it was asked, and shows both answers.
    /// Nothing is stored or sent; a model that is asked is paid for. For owners.
    /// </summary>
    public static async Task<FieldResult<Replay, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> ReplayAnswersAsync(
        [ID<Chatbot>] Guid chatbotId,
        [ID<Message>] IReadOnlyList<Guid>? messageIds,
        int? last,
        ReplaySettingsInput? settings,
        IReadOnlyList<ReplayRuleInput>? rules,
        IMediator mediator,
        CancellationToken cancellationToken)
    {
        var changes = settings?.ToChanges();
        var drafts = ReplayRuleInput.Read(rules);
        if (changes is { IsFailure: true } || drafts.IsFailure)
        {
            return ((Result<Replay>)(changes is { IsFailure: true } ? changes.Value.Error : drafts.Error)).ToFieldResult();
        }

        var command = new ReplayAnswers(
            new ChatbotId(chatbotId),
            [.. (messageIds ?? []).Select(id => new MessageId(id))],
            last ?? ReplayAnswers.DefaultMessages,
            changes?.Value,
            drafts.Value);
        return (await mediator.Send(command, cancellationToken)).ToFieldResult();
    }
}
