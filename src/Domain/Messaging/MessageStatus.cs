namespace SmsPlatform.Domain.Messaging;

/// <summary>Where a message stands. An outbound message only ever moves up by <see cref="MessageStatusExtensions.Rank"/>.</summary>
public enum MessageStatus
{
    /// <summary>Inbound, stored.</summary>
    Received,

    /// <summary>Waits for its turn or for its next attempt.</summary>
    Queued,

    /// <summary>An attempt is under way.</summary>
    Sending,

    /// <summary>An attempt may or may not have reached the provider; it is never sent again blindly.</summary>
    Unconfirmed,

    /// <summary>The provider took it and gave it an id.</summary>
    Sent,

    /// <summary>The recipient's network or device confirmed it.</summary>
    Delivered,

    /// <summary>The recipient opened it.</summary>
    Read,

    /// <summary>The provider took it, but it did not reach the recipient.</summary>
    Undelivered,

    /// <summary>It was refused for good, or every attempt failed.</summary>
    Failed,

    /// <summary>It became too old to be worth sending.</summary>
    Expired,

    /// <summary>It was withdrawn before it was sent.</summary>
    Canceled,
}

public static class MessageStatusExtensions
{
    /// <summary>The place of a status in the order that a message climbs.</summary>
    /// <remarks>
    /// A total order, so that every order and repetition of the same reports ends in the same status.
    /// What the provider says outranks what we concluded (expired, canceled); a receipt outranks a failure,
    /// because a phone that has the message cannot un-have it.
    /// </remarks>
    public static int Rank(this MessageStatus status) => status switch
    {
        MessageStatus.Received => 0,
        MessageStatus.Queued => 0,
        MessageStatus.Sending => 10,
        MessageStatus.Unconfirmed => 20,
        MessageStatus.Expired => 30,
        MessageStatus.Canceled => 35,
        MessageStatus.Sent => 40,
        MessageStatus.Failed => 50,
        MessageStatus.Undelivered => 60,
        MessageStatus.Delivered => 70,
        MessageStatus.Read => 80,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Unknown status."),
    };

    /// <summary>The status after a report: the higher of the two, so a late or repeated report never takes a message down.</summary>
    public static MessageStatus Advance(this MessageStatus current, MessageStatus reported) =>
        reported.Rank() > current.Rank() ? reported : current;

    /// <summary>No further attempt will be made for a message in this status.</summary>
    public static bool IsFinal(this MessageStatus status) =>
        status is not (MessageStatus.Queued or MessageStatus.Sending or MessageStatus.Unconfirmed);
}
