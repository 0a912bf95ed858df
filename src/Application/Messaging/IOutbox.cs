using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging;

/// <summary>Where due messages are claimed and their outcomes recorded.</summary>
/// <remarks>
/// Every write names its lease's fence or the attempt it belongs to, so a worker that lost its lease changes nothing that another one did.
/// </remarks>
public interface IOutbox
{
    Task<IReadOnlyList<DeliveryLease>> ClaimAsync(
        int limit, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken);

    /// <summary>The oldest unsent message; null when there is none or the lease is void.</summary>
    Task<Head?> ReadHeadAsync(DeliveryLease lease, CancellationToken cancellationToken);

    /// <summary>Marks the message as being sent and opens the next attempt, in one transaction.</summary>
    /// <returns>The attempt's number; null when the lease is void, the contact opted out, or somebody settled the message.</returns>
    Task<int?> BeginAttemptAsync(Head head, DeliveryLease lease, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Records how an attempt ended and what follows from it, in one transaction.</summary>
    /// <remarks>
    /// An answer that came so late that the attempt was given up as unconfirmed decides nothing, unless it names the provider's id:
    /// then it settles what nobody else has settled since.
    /// </remarks>
    Task RecordAsync(
        Head head,
        DeliveryLease lease,
        int attempt,
        SendOutcome outcome,
        NextStep step,
        DateTimeOffset now,
        CancellationToken cancellationToken);

    /// <summary>Records what the provider knows of an unconfirmed attempt.</summary>
    /// <returns>True when the message is settled or may be sent again now; false also when the lease is void.</returns>
    Task<bool> RecordLookUpAsync(
        Head head,
        DeliveryLease lease,
        LookUpOutcome found,
        DateTimeOffset now,
        DateTimeOffset nextLookUp,
        bool giveUp,
        CancellationToken cancellationToken);

    /// <summary>An attempt was begun and its outcome never recorded: it may have reached the provider.</summary>
    Task MarkUnconfirmedAsync(
        Head head, DeliveryLease lease, DateTimeOffset lookUpAt, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends a message that will not be sent, or of which nobody can tell any more whether it was.</summary>
    /// <returns>False when it has changed since it was read, or the lease is void.</returns>
    Task<bool> CloseAsync(
        Head head, DeliveryLease lease, MessageStatus status, Error error, DateTimeOffset now, CancellationToken cancellationToken);

    /// <param name="tickets">The message's places in the queues of <see cref="ISendLimits"/>.</param>
    Task PostponeAsync(Head head, DeliveryLease lease, DateTimeOffset until, Tickets tickets, CancellationToken cancellationToken);

    /// <summary>Ends the lease and sets when the conversation is due again, if it is.</summary>
    Task ReleaseAsync(DeliveryLease lease, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>The oldest unsent message of a conversation, with all that decides whether it may go.</summary>
/// <param name="Attempts">How many attempts were begun.</param>
/// <param name="DueAt">When the next step on it is due.</param>
/// <param name="AttemptedAt">When the last attempt began.</param>
/// <param name="IsAutomatic">The bot wrote it, so it goes only while the bot leads the conversation.</param>
public sealed record Head(
    MessageId Id,
    ConversationId ConversationId,
    IntegrationId IntegrationId,
    MessageStatus Status,
    string From,
    string To,
    string Body,
    IReadOnlyList<string> MediaUrls,
    int Attempts,
    DateTimeOffset DueAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset? AttemptedAt,
    bool IsAutomatic,
    bool IsOptedOut,
    ConversationMode Mode)
{
    /// <summary>Carrier segments; 0 on channels that do not count them.</summary>
    public int Segments { get; init; }

    /// <summary>It confirms what the contact said of consent, so it goes although the contact opted out.</summary>
    public bool AnswersConsent { get; init; }

    /// <summary>What it costs its sender.</summary>
    public int Tokens => Math.Max(1, Segments);

    public Tickets Tickets { get; init; }
}
