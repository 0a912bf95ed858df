using SmsPlatform.Infrastructure.Messaging;

namespace SmsPlatform.UnitTests.Messaging;

public sealed class DueTimesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(5);

    private readonly DueTimes _times = new();

    [Fact]
    public void TimeToNext_WhenNothingIsKnown_IsTheMost() => Assert.Equal(AtMost, _times.TimeToNext(Noon, AtMost));

    [Fact]
    public void TimeToNext_IsTheNearest()
    {
        _times.Add(Noon.AddSeconds(3));
        _times.Add(Noon.AddMilliseconds(1_200.5));
        _times.Add(Noon.AddHours(1));

        Assert.Equal(TimeSpan.FromMilliseconds(1_201), _times.TimeToNext(Noon, AtMost));
    }

    [Fact]
    public void TimeToNext_WhenSomeHavePassed_IsNowOnce()
    {
        _times.Add(Noon);
        _times.Add(Noon.AddSeconds(1));

        Assert.Equal(TimeSpan.Zero, _times.TimeToNext(Noon.AddSeconds(2), AtMost));
        Assert.Equal(AtMost, _times.TimeToNext(Noon.AddSeconds(2), AtMost));
    }

    [Fact]
    public void TimeToNext_WhenTheClockJumpsBack_IsNeverMoreThanTheMost()
    {
        _times.Add(Noon);

        Assert.Equal(AtMost, _times.TimeToNext(Noon.AddHours(-1), AtMost));
    }
}
