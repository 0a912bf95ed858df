using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Application.Messaging;

/// <summary>
/// Token buckets of senders and their accounts, shared by all nodes. A message that finds its bucket empty draws a ticket, which
/// keeps its place and tells when it is its turn: so a crowd is spread over the time it takes, and nobody asks before then.
/// </summary>
/// <remarks>One ticket for each conversation's oldest message, so conversations take turns, however many messages each has.</remarks>
public interface ISendLimits
{
    /// <summary>Takes the message's tokens when it is its turn; otherwise tells when that will be, if nothing happens meanwhile.</summary>
    /// <param name="held">The tickets it drew before.</param>
    /// <param name="callUntil">When the call that follows will have ended, whatever comes of it.</param>
    Task<Turn> TakeAsync(
        WorkspaceId workspaceId,
        SendPace pace,
        int tokens,
        Tickets held,
        DateTimeOffset now,
        DateTimeOffset callUntil,
        CancellationToken cancellationToken);

    /// <summary>Gives up the places of a message that will not be sent, so that nobody waits for it.</summary>
    Task ReturnAsync(WorkspaceId workspaceId, SendPace pace, int tokens, Tickets held, CancellationToken cancellationToken);

    /// <summary>
    /// The call has ended. A slow sender has one at a time, and its pause is counted from here: a message may have reached the
    /// provider as late as that.
    /// </summary>
    Task SettleAsync(WorkspaceId workspaceId, SendPace pace, int tokens, DateTimeOffset answeredAt, CancellationToken cancellationToken);

    /// <summary>The provider asked for silence: nobody's turn comes before it ends.</summary>
    Task CloseAsync(
        WorkspaceId workspaceId, SendPace pace, Throttled whose, DateTimeOffset until, CancellationToken cancellationToken);
}

/// <summary>A message's places in the queues of its sender and its account; null where it has none.</summary>
public readonly record struct Tickets(long? Sender, long? Account);

/// <param name="IsGranted">The tokens are taken: send now.</param>
/// <param name="At">Otherwise, when to ask again.</param>
public readonly record struct Turn(bool IsGranted, DateTimeOffset At, Tickets Tickets);
