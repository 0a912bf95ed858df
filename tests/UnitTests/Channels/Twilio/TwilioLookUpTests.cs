using System.Globalization;
using System.Text.Json;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.UnitTests.Channels.Twilio;

public sealed class TwilioLookUpTests
{
    private const string Next = "/2010-04-01/Accounts/AC1/Messages.json?PageToken=2";

    private static readonly DateTimeOffset AttemptedAt = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly OutboundMessage Message = new(
        MessageId.From(Guid.Empty), TwilioRequests.Number, "+15558675310", "Hello ", [], null, null);

    [Fact]
    public async Task LookUpAsync_WhenTwilioHasIt_IsFound()
    {
        var twilio = new StubTwilio().Answers(200, Page(null, Sent("SM1", 1)));

        var found = await LookUpAsync(twilio);

        Assert.Equal(LookUpResult.Found, found.Result);
        Assert.Equal("SM1", found.ExternalId);
        Assert.Equal(
            $"GET https://api.twilio.com/2010-04-01/Accounts/{TwilioRequests.Account}/Messages.json?To=%2B15558675310&PageSize=100&From=%2B15017122661",
            Assert.Single(twilio.Requests));
    }

    [Fact]
    public async Task LookUpAsync_WhenTwilioHasNone_IsNotFound() =>
        Assert.Equal(LookUpResult.NotFound, (await LookUpAsync(new StubTwilio().Answers(200, Page(null)))).Result);

    [Fact]
    public async Task LookUpAsync_TakesOnlyWhatCouldBeTheAttempt()
    {
        var others = new[]
        {
            Sent("SM1", -600),
            Sent("SM2", 1, body: "Hello there"),
            Sent("SM3", 1, body: "Please say Hello"),
            Sent("SM4", 1, to: "+15550000000"),
            Sent("SM5", 1, from: "+15550000000"),
            Sent("SM6", 1, direction: "inbound"),
            Sent("SM7", 1, media: "1"),
        };

        Assert.Equal(LookUpResult.NotFound, (await LookUpAsync(new StubTwilio().Answers(200, Page(null, others)))).Result);
    }

    [Fact]
    public async Task LookUpAsync_WhenTheSameTextWentTwice_NamesAllTheNearestFirst()
    {
        var found = await LookUpAsync(new StubTwilio().Answers(200, Page(null, Sent("SM3", 70), Sent("SM2", 2), Sent("SM1", -60))));

        Assert.Equal("SM2", found.ExternalId);
        Assert.Equal(["SM2", "SM1", "SM3"], found.Candidates);
    }

    [Fact]
    public async Task LookUpAsync_OfATrialAccount_OverlooksItsNotice() =>
        Assert.Equal(
            "SM1",
            (await LookUpAsync(new StubTwilio().Answers(
                200, Page(null, Sent("SM1", 1, body: "Sent from your Twilio trial account - Hello"))))).ExternalId);

    [Fact]
    public async Task LookUpAsync_WhenTheTimeCannotBeRead_AssumesTheWorst() =>
        Assert.Equal("SM1", (await LookUpAsync(new StubTwilio().Answers(200, Page(null, Sent("SM1", 1, created: "yesterday"))))).ExternalId);

    [Fact]
    public async Task LookUpAsync_ReadsOnUntilItIsPastTheAttempt()
    {
        var twilio = new StubTwilio()
            .Answers(200, Page(Next, Sent("SM9", 100, body: "later")))
            .Answers(200, Page(Next, Sent("SM1", 1)))
            .Answers(200, Page(Next, Sent("SM0", -600)));

        var found = await LookUpAsync(twilio);

        Assert.Equal("SM1", found.ExternalId);
        Assert.Equal(3, twilio.Requests.Count);
        Assert.Equal($"GET https://api.twilio.com{Next}", twilio.Requests[1]);
    }

    [Fact]
    public async Task LookUpAsync_WhenItCannotReadFarEnough_DoesNotClaimThereIsNone()
    {
        var endless = new StubTwilio();
        for (var page = 0; page < 5; page++)
        {
            endless.Answers(200, Page(Next, Sent("SM9", 100, body: "later")));
        }

        Assert.Equal(LookUpResult.Unknown, (await LookUpAsync(endless)).Result);
        Assert.Equal(5, endless.Requests.Count);
        Assert.Equal(
            LookUpResult.Unknown,
            (await LookUpAsync(new StubTwilio().Answers(200, Page("https://evil.example/", Sent("SM9", 100, body: "later"))))).Result);
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(401, """{"code":20003}""")]
    [InlineData(200, "")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"messages":{}}""")]
    public async Task LookUpAsync_WhenTwilioCannotTell_IsUnknown(int status, string json) =>
        Assert.Equal(LookUpResult.Unknown, (await LookUpAsync(new StubTwilio().Answers(status, json))).Result);

    [Fact]
    public async Task LookUpAsync_WhenTwilioCannotBeReached_IsUnknown() =>
        Assert.Equal(
            LookUpResult.Unknown, (await LookUpAsync(new StubTwilio().CannotBeReached(new HttpRequestException("refused")))).Result);

    [Fact]
    public async Task LookUpAsync_ThroughAService_MatchesTheService()
    {
        var twilio = new StubTwilio().Answers(200, Page(null, Sent("SM1", 1, from: null, service: "MG2"), Sent("SM2", 5, from: null, service: "MG1")));

        var found = await twilio.Channel().LookUpAsync(
            Message, AttemptedAt, TwilioRequests.Connection(address: "", service: "MG1"), default);

        Assert.Equal("SM2", found.ExternalId);
        Assert.DoesNotContain("From=", Assert.Single(twilio.Requests), StringComparison.Ordinal);
    }

    private static Task<LookUpOutcome> LookUpAsync(StubTwilio twilio) =>
        twilio.Channel().LookUpAsync(Message, AttemptedAt, TwilioRequests.Connection(), default);

    private static string Page(string? next, params object[] messages) =>
        JsonSerializer.Serialize(new { messages, next_page_uri = next, page = 0 });

    private static object Sent(
        string sid,
        int secondsLater,
        string body = "Hello",
        string to = "+15558675310",
        string? from = TwilioRequests.Number,
        string? service = null,
        string direction = "outbound-api",
        string media = "0",
        string? created = null) => new
        {
            sid,
            to,
            from,
            body,
            direction,
            num_media = media,
            messaging_service_sid = service,
            date_created = created
                ?? AttemptedAt.AddSeconds(secondsLater).ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture),
            date_sent = (string?)null,
        };
}
