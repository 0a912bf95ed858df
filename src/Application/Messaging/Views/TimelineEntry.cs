using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging.Views;

/// <summary>One thing that happened to a message, with its reason in a sentence.</summary>
public sealed class TimelineEntry
{
    /// <summary>The message it happened to: that of the timeline, one that it answers, or the answer to it.</summary>
    public Guid MessageId { get; init; }

    public DateTimeOffset At { get; init; }

    public TimelineKind Kind { get; init; }

    /// <summary>Where the message stood afterwards, if this moved it.</summary>
    public MessageStatus? Status { get; init; }

    /// <summary>Which attempt it belongs to, from 1; null where there is none.</summary>
    public int? Attempt { get; init; }

    /// <summary>The provider's code, or one of ours where no provider was asked; of an answer, where it came from.</summary>
    public string? Code { get; init; }

    /// <summary>What happened and why, for people.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The provider's id, where this told of it.</summary>
    public string? ExternalId { get; init; }
}

/// <summary>What happened to a message.</summary>
public enum TimelineKind
{
    /// <summary>A webhook brought it, and it was stored.</summary>
    Received,

    /// <summary>The answer step ran for it, or wrote it.</summary>
    Answered,

    /// <summary>It was marked as processed, other than by an answer.</summary>
    Processed,

    /// <summary>It was queued to be sent.</summary>
    Queued,

    /// <summary>A call to the provider began.</summary>
    AttemptStarted,

    /// <summary>A call to the provider ended.</summary>
    AttemptEnded,

    /// <summary>The node that made a call was lost before its outcome was known.</summary>
    Interrupted,

    /// <summary>An answer of the provider's came after the attempt had been given up, and settled it.</summary>
    Settled,

    /// <summary>The provider reported on it.</summary>
    Reported,

    /// <summary>The provider was asked whether it has it.</summary>
    LookedUp,

    /// <summary>It was stopped before it was sent.</summary>
    Stopped,

    /// <summary>Somebody asked for it to be sent again.</summary>
    Retried,

    /// <summary>Its status changed, and nothing more is known of it.</summary>
    Changed,
}
