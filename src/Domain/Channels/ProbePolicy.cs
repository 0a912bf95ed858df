namespace SmsPlatform.Domain.Channels;

/// <summary>When an integration's credentials are tried.</summary>
public static class ProbePolicy
{
    /// <summary>How long one that works is left alone.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    /// <summary>How soon one that does not is asked for again, the first time; the waits double up to <see cref="Interval"/>.</summary>
    public static readonly TimeSpan FirstRetry = TimeSpan.FromMinutes(30);

    private const double Jitter = 0.1;

    /// <param name="failures">How many times in a row it did not work, or nothing was found out.</param>
    /// <param name="random">From 0 up to 1; spreads out those that were tried together.</param>
    public static TimeSpan DelayAfter(int failures, double random)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(failures);

        var wait = failures == 0 ? Interval : FirstRetry * Math.Pow(2, Math.Min(failures - 1, 10));
        return (wait < Interval ? wait : Interval) * (1 - (Jitter * random));
    }
}
