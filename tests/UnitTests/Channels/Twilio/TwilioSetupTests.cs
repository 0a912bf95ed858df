using System.Diagnostics;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Channels.Twilio;

namespace SmsPlatform.UnitTests.Channels.Twilio;

public sealed class TwilioSetupTests
{
    private const string Active = """{"status":"active"}""";
    private const string NoNumbers = """{"incoming_phone_numbers":[]}""";

    [Fact]
    public async Task TestAsync_WhenTwilioCannotBeReached_SaysSoAndChangesNothing()
    {
        var twilio = new StubTwilio()
            .CannotBeReached(new HttpRequestException("refused"))
            .CannotBeReached(new HttpRequestException("refused"));

        var test = await Setup(twilio).TestAsync(TwilioRequests.Connection(), null, default);

        Assert.Equal(TestVerdict.Unknown, test.Verdict);
        Assert.Equal("twilio.unreachable", test.Code);
        Assert.StartsWith("Twilio could not be reached. Check", test.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TestAsync_WhenTwilioHangs_EndsWithinTenSeconds()
    {
        var twilio = new StubTwilio().Hangs(afterTaking: false).Hangs(afterTaking: false);
        var started = Stopwatch.GetTimestamp();

        var test = await Setup(twilio).TestAsync(TwilioRequests.Connection(), null, default);

        Assert.Equal("twilio.unreachable", test.Code);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task TestAsync_WhenTwilioIsUnwell_DoesNotBlameTheCredentials()
    {
        var test = await Setup(new StubTwilio().Answers(503, "").Answers(503, "")).TestAsync(TwilioRequests.Connection(), null, default);

        Assert.Equal(TestVerdict.Unknown, test.Verdict);
    }

    [Fact]
    public async Task TestAsync_OfANumberThatIsOnlyPartOfAnother_IsNotFooled()
    {
        var other = $$"""{"incoming_phone_numbers":[{"phone_number":"{{TwilioRequests.Number}}9","sid":"PN1","capabilities":{"sms":true} }]}""";

        var test = await Setup(new StubTwilio().Answers(200, Active).Answers(200, other)).TestAsync(TwilioRequests.Connection(), null, default);

        Assert.Equal("twilio.number_not_found", test.Code);
    }

    [Theory]
    [InlineData("20005")]
    [InlineData("10001")]
    public async Task TestAsync_OfAnAccountThatIsRefusedAsInactive_SaysWhereToLook(string code)
    {
        var refused = $$"""{"code":{{code}},"status":401}""";

        var test = await Setup(new StubTwilio().Answers(401, refused).Answers(200, NoNumbers)).TestAsync(TwilioRequests.Connection(), null, default);

        Assert.Equal("twilio.account_inactive", test.Code);
        Assert.Contains("Twilio Console", test.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddressesFor_AChatbot_KeepTheOriginLetterByLetter()
    {
        var chatbot = ChatbotId.New(DateTimeOffset.UnixEpoch);

        var addresses = Setup(new StubTwilio()).AddressesFor(chatbot, "https://SMS.Example.com/prefix");

        Assert.Equal($"https://SMS.Example.com/prefix/api/twilio/webhook/{chatbot}", addresses.Webhook);
        Assert.Equal("https://SMS.Example.com/prefix/api/twilio/webhook/status", addresses.Status);
    }

    private static TwilioSetup Setup(StubTwilio twilio) => new(twilio.Client());
}
