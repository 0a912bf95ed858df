namespace SmsPlatform.Application.Messaging.Views;

/// <summary>How the way out is.</summary>
/// <param name="Undelivered">Messages that wait to be handed to their provider. Not more than 10001 are counted, which means more than 10000.</param>
/// <param name="OldestUndeliveredAt">Since when the oldest of them waits; null when there is none.</param>
/// <param name="OldestUndeliveredSeconds">How long that is; 0 when there is none.</param>
/// <param name="LimitSeconds">How long none should wait.</param>
/// <param name="IsAlert">The oldest waits longer than that.</param>
public sealed record DeliveryState(
    long Undelivered, DateTimeOffset? OldestUndeliveredAt, double OldestUndeliveredSeconds, double LimitSeconds, bool IsAlert)
{
    /// <summary>However many wait, to tell so must not cost more.</summary>
    public const int MostCounted = 10_001;

    public static DeliveryState Of(long undelivered, DateTimeOffset? oldestAt, DateTimeOffset now, TimeSpan limit)
    {
        var wait = oldestAt is { } at && at < now ? now - at : TimeSpan.Zero;
        return new DeliveryState(undelivered, oldestAt, Math.Round(wait.TotalSeconds, 1), limit.TotalSeconds, wait > limit);
    }
}
