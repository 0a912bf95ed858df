using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Domain.Messaging;

/// <summary>One call to a provider for one message.</summary>
public sealed class DeliveryAttempt
{
    private DeliveryAttempt(MessageId messageId, int number, WorkspaceId workspaceId, DateTimeOffset startedAt)
    {
        MessageId = messageId;
        Number = number;
        WorkspaceId = workspaceId;
        StartedAt = startedAt;
    }

    public MessageId MessageId { get; }

    /// <summary>Counts from one; with the message's id it names the attempt, and fences a late writer off.</summary>
    public int Number { get; }

    public WorkspaceId WorkspaceId { get; }

    public DateTimeOffset StartedAt { get; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public AttemptOutcome? Outcome { get; private set; }

    public string? ExternalId { get; private set; }

    public string? ErrorCode { get; private set; }

    public string? ErrorMessage { get; private set; }
}

/// <summary>How an attempt ended.</summary>
public enum AttemptOutcome
{
    /// <summary>The provider took the message.</summary>
    Accepted,

    /// <summary>Certainly not taken; it is tried again.</summary>
    Retry,

    /// <summary>It may have been taken; it is looked up, not repeated.</summary>
    Ambiguous,

    /// <summary>Refused for good.</summary>
    Rejected,

    /// <summary>The provider refused our credentials or settings; the queue is held.</summary>
    Misconfigured,
}
