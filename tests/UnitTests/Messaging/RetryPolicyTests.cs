using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.UnitTests.Messaging;

public sealed class RetryPolicyTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(9, 256)]
    [InlineData(10, 300)]
    [InlineData(int.MaxValue, 300)]
    public void DelayAfter_DoublesUpToFiveMinutes(int attempt, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPolicy.DelayAfter(attempt, null, 0.5));

    [Fact]
    public void DelayAfter_SpreadsByAFifth()
    {
        Assert.Equal(TimeSpan.FromSeconds(8), RetryPolicy.DelayAfter(4, null, 0.5));
        Assert.Equal(TimeSpan.FromSeconds(6.4), RetryPolicy.DelayAfter(4, null, 0));
        Assert.InRange(RetryPolicy.DelayAfter(4, null, 0.999999), TimeSpan.FromSeconds(9.5), TimeSpan.FromSeconds(9.6));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.999999)]
    public void DelayAfter_WhenAskedToWait_IsNeverEarlierAndWithinASecond(double random)
    {
        var delay = RetryPolicy.DelayAfter(1, TimeSpan.FromSeconds(7), random);

        Assert.InRange(delay, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8));
    }

    [Fact]
    public void DelayAfter_WhenAskedToWaitForNothing_StillBacksOff() =>
        Assert.Equal(TimeSpan.FromSeconds(16), RetryPolicy.DelayAfter(5, TimeSpan.Zero, 0.5));

    [Fact]
    public void DelayAfter_WhenAskedToWaitForEver_IsBounded() =>
        Assert.InRange(RetryPolicy.DelayAfter(1, TimeSpan.MaxValue, 0.5), TimeSpan.FromDays(1), TimeSpan.FromDays(1.01));

    [Fact]
    public void LookUpDelay_DoublesWithTheDoubtAndStaysBounded()
    {
        var (first, doubt) = (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        var delays = new List<double>();
        for (var lookUp = 0; lookUp < 8; lookUp++)
        {
            var delay = RetryPolicy.LookUpDelay(first, doubt);
            delays.Add(delay.TotalSeconds);
            doubt += delay;
        }

        Assert.Equal([10, 20, 40, 80, 160, 300, 300, 300], delays);
    }
}
