using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging;

/// <summary>What follows from an attempt.</summary>
/// <param name="Status">Where the message stands now.</param>
/// <param name="DueAt">When the next step is due; null when there is none.</param>
public sealed record NextStep(MessageStatus Status, DateTimeOffset? DueAt)
{
    /// <param name="random">Between 0 and 1; spreads retries that failed together.</param>
    /// <param name="lookUpDelay">See <see cref="MessagingOptions.LookUpDelay"/>.</param>
    public static NextStep After(
        SendOutcome outcome, int attempt, Head head, DateTimeOffset now, TimeSpan lookUpDelay, double random) => outcome.Kind switch
        {
            AttemptOutcome.Accepted => new NextStep(MessageStatus.Sent, null),
            AttemptOutcome.Ambiguous => new NextStep(MessageStatus.Unconfirmed, now + lookUpDelay),
            AttemptOutcome.Misconfigured => new NextStep(MessageStatus.Queued, now + RetryPolicy.HoldTime),
            AttemptOutcome.Retry when attempt < RetryPolicy.MaxAttempts => Retry(outcome, attempt, head, now, random),
            _ => new NextStep(MessageStatus.Failed, null),
        };

    private static NextStep Retry(SendOutcome outcome, int attempt, Head head, DateTimeOffset now, double random)
    {
        var at = now + RetryPolicy.DelayAfter(attempt, outcome.RetryAfter, random);

        // Not later than its expiry, so that a message nobody will send any more is closed in time.
        return new NextStep(MessageStatus.Queued, head.ExpiresAt is { } expiry && expiry < at ? expiry : at);
    }
}
