namespace SmsPlatform.IntegrationTests;

/// <summary>Runs as fast as the real clock, and can be put forward. Timers keep real time.</summary>
internal sealed class AdjustableClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
