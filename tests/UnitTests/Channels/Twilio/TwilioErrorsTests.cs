using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Channels.Twilio;

namespace SmsPlatform.UnitTests.Channels.Twilio;

public sealed class TwilioErrorsTests
{
    [Theory]
    [InlineData(AttemptOutcome.Retry, "20429 30001 21611 14107 30003 30008 30017 30022 30023 30027 63018")]
    [InlineData(AttemptOutcome.Rejected, "21610 21211 21614 21612 30004 30005 30006 21408")]
    [InlineData(AttemptOutcome.Rejected, "21617 21602 21623 30007 30019 63016")]
    [InlineData(AttemptOutcome.Misconfigured, "20003 21606 21608 30002 30034 30450 30610 30640")]
    public void Find_OfAKnownCode_TellsWhatFollows(AttemptOutcome expected, string codes) =>
        Assert.All(codes.Split(' '), code => Assert.Equal(expected, TwilioErrors.Find(code)!.Outcome));

    [Fact]
    public void All_HaveASentenceForPeople() =>
        Assert.All(TwilioErrors.All, error => Assert.Matches("^[A-Z].{10,}\\.$", error.Explanation));

    [Fact]
    public void All_ThatAreWorthAnotherTryLater_WaitMinutesToHours() =>
        Assert.All(
            TwilioErrors.All.Where(error => error.Outcome == AttemptOutcome.Retry && error.Code != "20429"),
            error => Assert.InRange(error.Wait!.Value, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("99999")]
    public void Find_OfAnUnknownCode_IsNull(string? code) =>
        Assert.Null(TwilioErrors.Find(code));
}
