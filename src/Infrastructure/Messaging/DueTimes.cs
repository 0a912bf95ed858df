namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>The next moments at which this node knows something to be due, so that it need not wait for anybody to say so.</summary>
/// <remarks>A hint, and bounded: a moment that is not kept is found by whoever looks at the rows next.</remarks>
internal sealed class DueTimes
{
    private const int MaxCount = 10_000;

    private readonly Lock _gate = new();
    private readonly PriorityQueue<DateTimeOffset, DateTimeOffset> _times = new();

    public void Add(DateTimeOffset at)
    {
        lock (_gate)
        {
            if (_times.Count < MaxCount)
            {
                _times.Enqueue(at, at);
            }
        }
    }

    /// <summary>How long until the next one, at most <paramref name="atMost"/>. Each is told until it has passed once.</summary>
    public TimeSpan TimeToNext(DateTimeOffset now, TimeSpan atMost)
    {
        lock (_gate)
        {
            var isDue = false;
            while (_times.TryPeek(out var next, out _) && next <= now)
            {
                _times.Dequeue();
                isDue = true;
            }

            if (isDue)
            {
                return TimeSpan.Zero;
            }

            if (_times.Count == 0 || _times.Peek() - now >= atMost)
            {
                return atMost;
            }

            // Timers count whole milliseconds, and ending early would mean to look in vain.
            return TimeSpan.FromMilliseconds(Math.Ceiling((_times.Peek() - now).TotalMilliseconds));
        }
    }
}
