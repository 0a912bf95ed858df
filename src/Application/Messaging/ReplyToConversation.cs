using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging;

/// <summary>Queues what a person answers in a conversation. A text too long for one message is queued as several, in order.</summary>
/// <remarks>
/// What the contact wrote last counts as answered by it, so a chatbot does not answer that as well. A member who replies takes the
/// conversation over from the bot; a program that replies, by its key, does not.
/// </remarks>
[RequiresScope(ApiKeyScopes.Send)]
public sealed record ReplyToConversation(ConversationId Id, string? Body, IReadOnlyList<string>? MediaUrls, string? IdempotencyKey)
    : ICommand<IReadOnlyList<MessageId>>, INarrowsToChatbot, IOutgoing;

internal sealed class ReplyToConversationValidator : OutgoingValidator<ReplyToConversation>;

internal sealed class ReplyToConversationHandler(
    IReplyQueue queue, IIntegrationDirectory integrations, ICaller caller, TimeProvider clock)
    : ICommandHandler<ReplyToConversation, IReadOnlyList<MessageId>>
{
    public async Task<Result<IReadOnlyList<MessageId>>> Handle(ReplyToConversation command, CancellationToken cancellationToken)
    {
        if (await queue.FindIntegrationAsync(command.Id, cancellationToken) is not { } integrationId)
        {
            return MessagingErrors.NotFound(command.Id);
        }

        if (await integrations.FindAsync(integrationId, cancellationToken) is not { } integration)
        {
            return ChannelsErrors.IntegrationNotFound;
        }

        if (!integration.IsEnabled)
        {
            return ChannelsErrors.IntegrationDisabled;
        }

        var reply = Compose(command, integration);
        var segments = reply.Parts.Sum(part => part.Segments);
        return segments > integration.SegmentBudget
            ? MessagingErrors.OverBudget(segments, integration.SegmentBudget)
            : await queue.AddAsync(reply, cancellationToken);
    }

    private OutgoingReply Compose(ReplyToConversation command, ConnectedIntegration integration)
    {
        var now = clock.GetUtcNow();
        var texts = string.IsNullOrWhiteSpace(command.Body)
            ? [""]
            : TextSplitter.Split(command.Body, ChannelLimits.TextLength(integration.Channel));
        return new OutgoingReply(
            command.Id,
            caller.UserId?.Value ?? caller.ApiKeyId?.Value ?? Guid.Empty,
            [.. texts.Select(text => Reply.Compose(text, integration.Channel, now, now + OutgoingLimits.TimeToLive))],
            command.MediaUrls ?? [],
            command.IdempotencyKey,
            now);
    }
}

/// <summary>A person's reply.</summary>
/// <param name="Principal">Whose idempotency keys are meant.</param>
public sealed record OutgoingReply(
    ConversationId ConversationId,
    Guid Principal,
    IReadOnlyList<Reply> Parts,
    IReadOnlyList<string> MediaUrls,
    string? IdempotencyKey,
    DateTimeOffset QueuedAt);

/// <summary>Queues replies in the conversations of the caller.</summary>
public interface IReplyQueue
{
    /// <summary>Through what a conversation is carried on; null when it is not one of the caller's.</summary>
    Task<IntegrationId?> FindIntegrationAsync(ConversationId id, CancellationToken cancellationToken);

    /// <summary>In one transaction: the messages, what they answer, and the idempotency key.</summary>
    /// <returns><c>message.opted_out</c>, <c>conversation.closed</c>, or <c>idempotency_key.conflict</c> when the key was used for something else.</returns>
    Task<Result<IReadOnlyList<MessageId>>> AddAsync(OutgoingReply reply, CancellationToken cancellationToken);
}
