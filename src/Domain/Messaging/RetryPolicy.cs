namespace SmsPlatform.Domain.Messaging;

/// <summary>When a message that was not delivered is tried again.</summary>
public static class RetryPolicy
{
    /// <summary>Nine delays of 1 s to 256 s: about eight and a half minutes in all, within an answer's time-to-live.</summary>
    public const int MaxAttempts = 10;

    private const double Jitter = 0.2;

    private static readonly TimeSpan Base = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Cap = TimeSpan.FromMinutes(5);

    /// <summary>How long a message waits for its integration to work again before that is looked at once more.</summary>
    public static readonly TimeSpan HoldTime = TimeSpan.FromSeconds(30);

    /// <summary>How long a sender is silent that the provider found too fast, when it does not say how long.</summary>
    public static readonly TimeSpan SilenceWhenThrottled = TimeSpan.FromSeconds(1);

    // A provider that names a later time than this is believed no further; no message lives longer.
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    private static readonly TimeSpan LongestLookUpDelay = TimeSpan.FromMinutes(5);

    /// <summary>How long an unconfirmed attempt is looked up before it is given up as failed.</summary>
    public static readonly TimeSpan LookUpPatience = TimeSpan.FromHours(1);

    /// <summary>How long to wait after an attempt that certainly did not send.</summary>
    /// <param name="attempt">The number of the attempt that failed, from one.</param>
    /// <param name="retryAfter">What the provider asked for; it is never called earlier.</param>
    /// <param name="random">From 0 up to 1; spreads out those that failed together.</param>
    public static TimeSpan DelayAfter(int attempt, TimeSpan? retryAfter, double random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);

        var backoff = Spread(Min(Base * Math.Pow(2, Math.Min(attempt - 1, 30)), Cap), random);
        if (retryAfter is not { } asked)
        {
            return backoff;
        }

        // Spread to the later side only, and by less than a second.
        var honoured = Min(asked, LongestRetryAfter) + TimeSpan.FromMilliseconds(900 * random);
        return honoured > backoff ? honoured : backoff;
    }

    /// <summary>How long to wait before the provider is asked again whether an unconfirmed attempt reached it.</summary>
    /// <param name="first">How long it was waited before the first time.</param>
    /// <param name="doubt">How old the attempt is. The waits double with it, so no counter has to be kept.</param>
    public static TimeSpan LookUpDelay(TimeSpan first, TimeSpan doubt) =>
        doubt < first ? first : Min(doubt, LongestLookUpDelay);

    private static TimeSpan Spread(TimeSpan delay, double random) => delay * (1 - Jitter + (2 * Jitter * random));

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
