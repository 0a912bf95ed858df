using Microsoft.Extensions.Options;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging;

/// <summary>Claims conversations whose quiet window is over.</summary>
public sealed record ClaimDueAnswers(int Limit) : ICommand<IReadOnlyList<AnswerLease>>, ISystemRequest;

/// <summary>Answers one claimed conversation: what its burst of messages calls for is queued, and the burst marked processed, at once.</summary>
public sealed record AnswerConversation(AnswerLease Lease) : ICommand<Done>, ISystemRequest;

/// <summary>The right to answer a conversation until the lease ends; the fence voids it when somebody else took over.</summary>
public readonly record struct AnswerLease(ConversationId ConversationId, long Fence);

internal sealed class ClaimDueAnswersHandler(IAnswerDesk desk, IOptions<MessagingOptions> options, TimeProvider clock)
    : ICommandHandler<ClaimDueAnswers, IReadOnlyList<AnswerLease>>
{
    public async Task<Result<IReadOnlyList<AnswerLease>>> Handle(ClaimDueAnswers command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return Result<IReadOnlyList<AnswerLease>>.Success(
            await desk.ClaimAsync(command.Limit, now, now + options.Value.LeaseTime, cancellationToken));
    }
}

internal sealed class AnswerConversationHandler(IAnswerDesk desk, TimeProvider clock) : ICommandHandler<AnswerConversation, Done>
{
    public async Task<Result<Done>> Handle(AnswerConversation command, CancellationToken cancellationToken)
    {
        var burst = await desk.ReadAsync(command.Lease, cancellationToken);
        if (burst is null)
        {
            return Done.Value;
        }

        var now = clock.GetUtcNow();
        var replies = Answer(burst)
            .Select(text => Reply.Compose(text, burst.Channel, now, now + burst.ReplyTimeToLive))
            .ToList();
        await desk.CommitAsync(command.Lease, burst, replies, now, cancellationToken);
        return Done.Value;
    }

    private static IReadOnlyList<string> Answer(Burst burst)
    {
        var calls = burst.Messages.Any(message => !message.IsConsentWord);
        var silent = !calls
            || !burst.ChatbotIsActive
            || !burst.IntegrationIsEnabled
            || burst.IsOptedOut
            || burst.Mode != ConversationMode.Bot
            || !SenderAddress.CanBeAnswered(burst.ContactAddress);
        if (silent)
        {
            return [];
        }

        var text = burst.IsFirstAnswer ? burst.Greeting : burst.Fallback;
        return TextSplitter.Split(text, ChannelLimits.TextLength(burst.Channel));
    }
}

/// <summary>What one answer is about: everything a contact wrote since the last one.</summary>
/// <param name="InboundCount">How many messages the conversation had when it was read; a newer one makes it due again.</param>
/// <param name="IsFirstAnswer">Nothing was ever sent in this conversation.</param>
public sealed record Burst(
    ConversationId ConversationId,
    Channel Channel,
    string ContactAddress,
    ConversationMode Mode,
    bool IsOptedOut,
    long InboundCount,
    bool IsFirstAnswer,
    bool ChatbotIsActive,
    bool IntegrationIsEnabled,
    string Greeting,
    string Fallback,
    TimeSpan ReplyTimeToLive,
    IReadOnlyList<BurstMessage> Messages);

/// <param name="IsConsentWord">The ledger has it: the provider answers it, we do not.</param>
public sealed record BurstMessage(MessageId Id, string Body, bool IsConsentWord);

/// <summary>One message to be queued.</summary>
public sealed record Reply(MessageId Id, string Body, int Segments, string? Encoding, DateTimeOffset ExpiresAt)
{
    public static Reply Compose(string text, Channel channel, DateTimeOffset now, DateTimeOffset expiresAt)
    {
        if (channel != Channel.Sms)
        {
            return new Reply(MessageId.New(now), text, 0, null, expiresAt);
        }

        var size = SmsSegments.Count(text);
        return new Reply(MessageId.New(now), text, size.Segments, size.Encoding.Name(), expiresAt);
    }
}

/// <summary>Where due conversations are claimed and their answers are filed.</summary>
public interface IAnswerDesk
{
    Task<IReadOnlyList<AnswerLease>> ClaimAsync(int limit, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken);

    /// <summary>The unprocessed messages and all that the answer depends on; null when the lease is void.</summary>
    Task<Burst?> ReadAsync(AnswerLease lease, CancellationToken cancellationToken);

    /// <summary>
    /// In one transaction: queues the replies in their order, marks the burst processed, ends the lease.
    /// Changes nothing when the lease is void.
    /// </summary>
    Task CommitAsync(
        AnswerLease lease, Burst burst, IReadOnlyList<Reply> replies, DateTimeOffset now, CancellationToken cancellationToken);
}
