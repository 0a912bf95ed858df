using Microsoft.Extensions.Options;
using SmsPlatform.Application.Ai;
using SmsPlatform.Application.Chatbots;
using SmsPlatform.Application.Messaging.Answers;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Automation;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
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

internal sealed class AnswerConversationHandler(
    IAnswerDesk desk,
    IChatbotDirectory chatbots,
    IEnumerable<IAnswerStrategy> strategies,
    TimeProvider clock) : ICommandHandler<AnswerConversation, Done>
{
    // How soon a message that arrives while the model writes is noticed.
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    public async Task<Result<Done>> Handle(AnswerConversation command, CancellationToken cancellationToken)
    {
        var burst = await desk.ReadAsync(command.Lease, cancellationToken);
        if (burst is null || await chatbots.FindAsync(burst.WorkspaceId, burst.ChatbotId, cancellationToken) is not { } chatbot)
        {
            return Done.Value;
        }

        var turn = new AnswerTurn(burst, chatbot, clock.GetUtcNow());
        if (await AnswerAsync(turn, command.Lease, cancellationToken) is { } answer)
        {
            var now = clock.GetUtcNow();
            var filed = new FiledAnswer(answer, turn.Found, AnswerComposer.Confirm(turn, now), AnswerComposer.Compose(answer, turn, now), burst.MayBeOvertaken(now));
            await desk.CommitAsync(command.Lease, burst, filed, now, cancellationToken);
        }
        else
        {
            await desk.ReleaseAsync(command.Lease, cancellationToken);
        }

        return Done.Value;
    }

    /// <returns>Null when the contact wrote on meanwhile: then the whole is answered anew, at once.</returns>
    private async Task<Answer?> AnswerAsync(AnswerTurn turn, AnswerLease lease, CancellationToken cancellationToken)
    {
        using var overtaken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answering = strategies.AskAsync(turn, overtaken.Token);
        while (await Task.WhenAny(answering, Task.Delay(Glance, cancellationToken)) != answering)
        {
            if (turn.Burst.MayBeOvertaken(clock.GetUtcNow()) && await desk.IsOvertakenAsync(lease, turn.Burst, cancellationToken))
            {
                await overtaken.CancelAsync();
                await ((Task)answering).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return null;
            }
        }

        return await answering;
    }
}

/// <summary>What one answer is about: everything a contact wrote since the last one.</summary>
/// <param name="InboundCount">How many messages the conversation had when it was read; a newer one makes it due again.</param>
/// <param name="IsFirstAnswer">Nothing was ever sent in this conversation.</param>
/// <param name="LastOrigin">Where the last answer came from.</param>
/// <param name="Offered">The choices that the last answer offered.</param>
public sealed record Burst(
    ConversationId ConversationId,
    WorkspaceId WorkspaceId,
    ChatbotId ChatbotId,
    Channel Channel,
    string ContactAddress,
    string? ContactName,
    ConversationMode Mode,
    bool IsOptedOut,
    long InboundCount,
    DateTimeOffset? StartedAt,
    bool IsFirstAnswer,
    bool IntegrationIsEnabled,
    AnswerOrigin? LastOrigin,
    DateTimeOffset? LastAnswerAt,
    IReadOnlyList<QuickReply> Offered,
    IReadOnlyList<BurstMessage> Messages)
{
    // Somebody who writes on and on is answered all the same.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(45);

    /// <summary>When the contact last wrote; null when there is nothing to answer.</summary>
    public DateTimeOffset? LastWrittenAt => Messages.Count > 0 ? Messages.Max(message => message.ReceivedAt) : null;

    /// <summary>Whether a newer message still joins this burst, so that one answer is to both.</summary>
    public bool MayBeOvertaken(DateTimeOffset now) => StartedAt is not { } start || now - start < Longest;
}

/// <param name="Consent">What the ledger has of it; null for an ordinary message.</param>
/// <param name="ReceivedAt">When it was written, for one whose webhook never came; else when it was stored.</param>
public sealed record BurstMessage(MessageId Id, string Body, BurstConsent? Consent, DateTimeOffset ReceivedAt)
{
    /// <summary>Its webhook never came; it was found at the provider.</summary>
    public bool IsCaughtUp { get; init; }
}

/// <param name="Holds">It decides whether the contact may be written to now: nothing before it said the same, and nothing since the contrary.</param>
public sealed record BurstConsent(ConsentKind Kind, ConsentSource Source, bool Holds);

/// <summary>An answer as it is filed: what is sent, and where it came from.</summary>
/// <param name="Confirmations">Go before the replies, and to someone who opted out too.</param>
/// <param name="MayBeOvertaken">Not filed at all when the contact wrote on meanwhile.</param>
public sealed record FiledAnswer(
    Answer Answer, Findings Found, IReadOnlyList<Reply> Confirmations, IReadOnlyList<Reply> Replies, bool MayBeOvertaken)
{
    /// <summary>By which the answer is known: the first message of what was asked for, else of what is confirmed.</summary>
    public Guid? MessageId => (Replies.Count > 0 ? Replies[0] : Confirmations.Count > 0 ? Confirmations[0] : null)?.Id.Value;
}

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

    /// <summary>What was said before the burst, oldest first.</summary>
    /// <param name="before">A place in the conversation's order; null for its end.</param>
    Task<IReadOnlyList<ModelTurn>> ReadHistoryAsync(ConversationId id, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>Whether the contact wrote on since the burst was read, or the lease is void.</summary>
    Task<bool> IsOvertakenAsync(AnswerLease lease, Burst burst, CancellationToken cancellationToken);

    /// <summary>
    /// In one transaction: queues the replies in their order, files where they came from, hands over if the answer says so, marks the
    /// burst processed, ends the lease. Changes nothing when the lease is void; only ends it when the burst was overtaken.
    /// </summary>
    Task CommitAsync(AnswerLease lease, Burst burst, FiledAnswer filed, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends the lease; the conversation is due again as soon as its quiet window is over.</summary>
    Task ReleaseAsync(AnswerLease lease, CancellationToken cancellationToken);
}
