using System.Net;
using System.Net.Sockets;
using System.Text;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.UnitTests.Channels.Twilio;

public sealed class TwilioSendTests
{
    private const string Created = """{"sid":"SM9","status":"queued","error_code":null}""";

    private static readonly OutboundMessage Message = new(
        MessageId.From(Guid.Parse("0199a000-0000-7000-8000-000000000001")),
        TwilioRequests.Number,
        "+15558675310",
        "Grüße & 100% 😀",
        [],
        "https://example.com/api/twilio/webhook/status?messageId=0199a000-0000-7000-8000-000000000001",
        TimeSpan.FromMinutes(15));

    [Fact]
    public async Task SendAsync_PostsWhatTwilioWants()
    {
        var twilio = new StubTwilio().Answers(201, Created);

        var outcome = await twilio.Channel().SendAsync(
            Message with { MediaUrls = ["https://e.com/1.png", "https://e.com/2.png"] }, TwilioRequests.Connection(), default);

        Assert.Equal(new SendOutcome(AttemptOutcome.Accepted, "SM9"), outcome);
        Assert.Equal([$"POST https://api.twilio.com/2010-04-01/Accounts/{TwilioRequests.Account}/Messages.json"], twilio.Requests);
        Assert.Equal(
            "To=%2B15558675310&From=%2B15017122661&Body=Gr%C3%BC%C3%9Fe+%26+100%25+%F0%9F%98%80" +
            "&MediaUrl=https%3A%2F%2Fe.com%2F1.png&MediaUrl=https%3A%2F%2Fe.com%2F2.png" +
            "&StatusCallback=https%3A%2F%2Fexample.com%2Fapi%2Ftwilio%2Fwebhook%2Fstatus%3FmessageId%3D0199a000-0000-7000-8000-000000000001" +
            "&ValidityPeriod=900",
            Assert.Single(twilio.Bodies));
        Assert.Equal(Basic(TwilioRequests.Account, TwilioRequests.Token), Assert.Single(twilio.Authorizations));
    }

    [Fact]
    public async Task SendAsync_RefusedAtLength_KeepsWholeCharactersOfTheReason()
    {
        var start = new string('a', 499);
        var twilio = new StubTwilio().Answers(400, $$"""{"code":99999,"message":"{{start}}😀 and so on"}""");

        var outcome = await twilio.Channel().SendAsync(Message, TwilioRequests.Connection(), default);

        Assert.Equal(start, outcome.ErrorMessage);
    }

    [Fact]
    public async Task SendAsync_WithAnApiKey_UsesItsOwnSecret()
    {
        var twilio = new StubTwilio().Answers(201, Created);

        await twilio.Channel().SendAsync(Message, TwilioRequests.Connection(apiKey: "SK1"), default);

        Assert.Equal(Basic("SK1", "key-secret"), Assert.Single(twilio.Authorizations));
    }

    [Fact]
    public async Task SendAsync_ThroughAService_NamesNoSender()
    {
        var twilio = new StubTwilio().Answers(201, Created).Answers(201, Created);

        await twilio.Channel().SendAsync(Message, TwilioRequests.Connection(address: "", service: "MG1"), default);
        await twilio.Channel().SendAsync(Message, TwilioRequests.Connection(service: "MG1"), default);

        Assert.Contains("MessagingServiceSid=MG1", twilio.Bodies[0], StringComparison.Ordinal);
        Assert.DoesNotContain("From=", twilio.Bodies[0], StringComparison.Ordinal);
        Assert.Contains("From=%2B15017122661", twilio.Bodies[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.2, "1")]
    [InlineData(-5, "1")]
    [InlineData(86_400, "36000")]
    public async Task SendAsync_KeepsTheValidityWithinBounds(double seconds, string expected)
    {
        var twilio = new StubTwilio().Answers(201, Created);

        await twilio.Channel().SendAsync(Message with { ValidFor = TimeSpan.FromSeconds(seconds) }, TwilioRequests.Connection(), default);

        Assert.EndsWith($"&ValidityPeriod={expected}", Assert.Single(twilio.Bodies), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_AfterItsTime_SendsNothingAndSaysSo()
    {
        var twilio = new StubTwilio().Answers(201, Created);

        var outcome = await twilio.Channel().SendAsync(
            Message with { SendBy = TimeProvider.System.GetUtcNow() }, TwilioRequests.Connection(), default);

        Assert.Equal(AttemptOutcome.Retry, outcome.Kind);
        Assert.Equal("too_late", outcome.ErrorCode);
        Assert.Empty(twilio.Bodies);
    }

    [Fact]
    public async Task SendAsync_WithoutCredentials_AsksNobody()
    {
        var outcome = await new StubTwilio().Channel().SendAsync(Message, TwilioRequests.Connection(token: ""), default);

        Assert.Equal(AttemptOutcome.Misconfigured, outcome.Kind);
        Assert.Equal("credentials_missing", outcome.ErrorCode);
    }

    [Theory]
    [InlineData(429, "20429", AttemptOutcome.Retry)]
    [InlineData(429, null, AttemptOutcome.Retry)]
    [InlineData(429, "21211", AttemptOutcome.Retry)]
    [InlineData(408, null, AttemptOutcome.Retry)]
    [InlineData(500, null, AttemptOutcome.Ambiguous)]
    [InlineData(503, "20503", AttemptOutcome.Ambiguous)]
    [InlineData(500, "21610", AttemptOutcome.Ambiguous)]
    [InlineData(400, "21211", AttemptOutcome.Rejected)]
    [InlineData(400, "21617", AttemptOutcome.Rejected)]
    [InlineData(400, "99999", AttemptOutcome.Rejected)]
    [InlineData(400, null, AttemptOutcome.Rejected)]
    [InlineData(400, "21606", AttemptOutcome.Misconfigured)]
    [InlineData(400, "21608", AttemptOutcome.Misconfigured)]
    [InlineData(401, "20003", AttemptOutcome.Misconfigured)]
    [InlineData(401, null, AttemptOutcome.Misconfigured)]
    [InlineData(403, null, AttemptOutcome.Misconfigured)]
    [InlineData(404, "20404", AttemptOutcome.Misconfigured)]
    [InlineData(307, null, AttemptOutcome.Misconfigured)]
    [InlineData(400, "21611", AttemptOutcome.Retry)]
    public async Task SendAsync_WhenRefused_IsClassified(int status, string? code, AttemptOutcome expected)
    {
        var json = code is null ? "<html>" : $$"""{"code":{{code}},"message":"no","status":{{status}}}""";

        var outcome = await new StubTwilio().Answers(status, json).Channel().SendAsync(Message, TwilioRequests.Connection(), default);

        Assert.Equal(expected, outcome.Kind);
        Assert.Equal(code ?? $"http_{status}", outcome.ErrorCode);
        Assert.Null(outcome.ExternalId);
        Assert.Equal(code == "21610", outcome.OptedOut);
    }

    [Fact]
    public async Task SendAsync_WhenTheRecipientOptedOut_SaysSo()
    {
        var outcome = await new StubTwilio().Answers(400, """{"code":21610,"message":"Attempt to send to unsubscribed recipient"}""")
            .Channel().SendAsync(Message, TwilioRequests.Connection(), default);

        Assert.Equal(
            new SendOutcome(AttemptOutcome.Rejected, null, "21610", "The recipient opted out by texting STOP.", OptedOut: true), outcome);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 0)]
    [InlineData("Wed, 01 Jul 2026 12:00:30 GMT", 30)]
    [InlineData("Wed, 01 Jul 2026 11:00:00 GMT", 0)]
    [InlineData("soon", null)]
    [InlineData("-1", null)]
    public async Task SendAsync_WhenThrottled_PassesOnHowLongToWait(string retryAfter, int? seconds)
    {
        var clock = new FixedClock(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));

        var outcome = await new StubTwilio().Answers(429, """{"code":20429}""", retryAfter)
            .Channel(clock).SendAsync(Message, TwilioRequests.Connection(), default);

        Assert.Equal(AttemptOutcome.Retry, outcome.Kind);
        Assert.Equal(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null, outcome.RetryAfter);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"sid":""}""")]
    [InlineData("""{"sid":null,"status":"queued"}""")]
    public async Task SendAsync_WhenTheAnswerNamesNoMessage_IsAmbiguous(string json)
    {
        var outcome = await new StubTwilio().Answers(201, json).Channel().SendAsync(Message, TwilioRequests.Connection(), default);

        Assert.Equal(AttemptOutcome.Ambiguous, outcome.Kind);
    }

    [Theory]
    [InlineData("failed", "30007", AttemptOutcome.Rejected)]
    [InlineData("failed", "12345", AttemptOutcome.Rejected)]
    [InlineData("undelivered", "30034", AttemptOutcome.Misconfigured)]
    [InlineData("failed", "30001", AttemptOutcome.Retry)]
    [InlineData("accepted", "null", AttemptOutcome.Accepted)]
    [InlineData("brand_new", "null", AttemptOutcome.Accepted)]
    public async Task SendAsync_WhenTheMessageIsBornWithAStatus_HeedsIt(string status, string code, AttemptOutcome expected)
    {
        var json = $$"""{"sid":"SM9","status":"{{status}}","error_code":{{code}}}""";

        var outcome = await new StubTwilio().Answers(201, json).Channel().SendAsync(Message, TwilioRequests.Connection(), default);

        Assert.Equal(expected, outcome.Kind);
    }

    [Fact]
    public async Task SendAsync_WhenTwilioCannotBeReached_MayBeRepeated()
    {
        Exception[] failures =
        [
            new HttpRequestException(HttpRequestError.NameResolutionError),
            new HttpRequestException(HttpRequestError.ConnectionError),
            new HttpRequestException(HttpRequestError.SecureConnectionError),
            new TaskCanceledException("connect timeout", new TimeoutException()),
            new IOException("broken"),
        ];
        foreach (var failure in failures)
        {
            var outcome = await new StubTwilio().CannotBeReached(failure).Channel().SendAsync(Message, TwilioRequests.Connection(), default);

            Assert.Equal(AttemptOutcome.Retry, outcome.Kind);
        }
    }

    [Fact]
    public async Task SendAsync_WhenTheAnswerIsLost_IsAmbiguous()
    {
        foreach (var failure in new Exception[] { new HttpRequestException(HttpRequestError.ResponseEnded), new IOException("reset") })
        {
            var outcome = await new StubTwilio().DropsTheAnswer(failure).Channel().SendAsync(Message, TwilioRequests.Connection(), default);

            Assert.Equal(AttemptOutcome.Ambiguous, outcome.Kind);
            Assert.Equal("connection_failed", outcome.ErrorCode);
        }
    }

    [Theory]
    [InlineData(true, AttemptOutcome.Ambiguous)]
    [InlineData(false, AttemptOutcome.Retry)]
    public async Task SendAsync_WhenTimeRunsOut_DependsOnWhetherItLeft(bool afterTaking, AttemptOutcome expected)
    {
        var channel = new StubTwilio().Hangs(afterTaking).Channel(configure: o => o.ResponseTimeout = TimeSpan.FromMilliseconds(50));

        var outcome = await channel.SendAsync(Message, TwilioRequests.Connection(), default);

        Assert.Equal(expected, outcome.Kind);
        Assert.Equal("timed_out", outcome.ErrorCode);
    }

    [Fact]
    public async Task SendAsync_WhenCancelled_StillTellsTheOutcome()
    {
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        var outcome = await new StubTwilio().Hangs(afterTaking: true).Channel().SendAsync(Message, TwilioRequests.Connection(), cancelled.Token);

        Assert.Equal(AttemptOutcome.Ambiguous, outcome.Kind);
        Assert.Equal("cancelled", outcome.ErrorCode);
    }

    [Fact]
    public async Task SendAsync_OverARealSocket_TellsRefusedFromDropped()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        await using var services = TwilioServices.Build(address);
        var channel = services.Channel;

        // Takes the whole request and hangs up without an answer.
        var dropping = Task.Run(async () =>
        {
            using var connection = await listener.AcceptTcpClientAsync();
            var buffer = new byte[16_384];
            var text = "";
            while (!text.Contains("ValidityPeriod=900", StringComparison.Ordinal))
            {
                var read = await connection.GetStream().ReadAsync(buffer);
                text += Encoding.ASCII.GetString(buffer, 0, read);
            }
        });
        var dropped = await channel.SendAsync(Message, TwilioRequests.Connection(), default);
        await dropping.WaitAsync(TimeSpan.FromSeconds(10));
        listener.Stop();
        var refused = await channel.SendAsync(Message, TwilioRequests.Connection(), default);

        Assert.Equal(AttemptOutcome.Ambiguous, dropped.Kind);
        Assert.Equal(AttemptOutcome.Retry, refused.Kind);
    }

    [Fact]
    public async Task SendAsync_LogsNeitherNumbersNorTextsNorSecrets()
    {
        var twilio = new StubTwilio()
            .Answers(201, Created)
            .Answers(400, """{"code":21211,"message":"The 'To' number +15558675310 is not valid"}""")
            .DropsTheAnswer(new HttpRequestException("to +15558675310"));
        var channel = twilio.Channel();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await channel.SendAsync(Message, TwilioRequests.Connection(token: "canary-token"), default);
        }

        var log = string.Join('\n', twilio.Logged);

        Assert.Equal(3, twilio.Logged.Count);
        Assert.Contains("21211", log, StringComparison.Ordinal);
        foreach (var secret in new[] { "5558675310", "5017122661", "canary-token", "Grüße", Basic(TwilioRequests.Account, "canary-token") })
        {
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
        }
    }

    private static string Basic(string user, string password) =>
        $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
