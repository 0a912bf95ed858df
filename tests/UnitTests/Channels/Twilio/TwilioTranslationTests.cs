using System.Text;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Channels.Twilio;

namespace SmsPlatform.UnitTests.Channels.Twilio;

public sealed class TwilioTranslationTests
{
    private static readonly (string Name, string Value)[] Report =
    [
        ("MessageSid", "SM00000000000000000000000000000002"),
        ("MessageStatus", "delivered"),
        ("AccountSid", TwilioRequests.Account),
        ("From", TwilioRequests.Number),
        ("To", "+15558675310"),
    ];

    [Fact]
    public void Locate_OfAnInboundMessage_IsTheNumberWrittenTo() =>
        Assert.Equal(
            new WebhookAddress(TwilioRequests.Account, TwilioRequests.Number, "MG01"),
            TwilioWebhook.Locate(TwilioRequests.Signed(TwilioRequests.Inbound.With("MessagingServiceSid", "MG01"))).Value);

    [Fact]
    public void Locate_OfAReport_IsTheNumberWrittenFrom() =>
        Assert.Equal(
            new WebhookAddress(TwilioRequests.Account, TwilioRequests.Number, ""),
            TwilioWebhook.Locate(TwilioRequests.Signed(Report)).Value);

    [Fact]
    public void Locate_OfAGet_ReadsTheQuery() =>
        Assert.Equal(TwilioRequests.Number, TwilioWebhook.Locate(TwilioRequests.SignedGet(TwilioRequests.Inbound)).Value.Address);

    [Fact]
    public void Locate_WhenNothingIsSigned_IsRefusedBeforeAnythingIsRead() =>
        Assert.Equal(
            WebhookErrors.SignatureMissing,
            TwilioWebhook.Locate(TwilioRequests.Post(Encoding.ASCII.GetBytes("%FF"), null, TwilioRequests.Url)).Error);

    [Fact]
    public void Locate_OfWhatCannotBeRead_TellsWhy()
    {
        Assert.Equal(WebhookErrors.AccountMissing, TwilioWebhook.Locate(TwilioRequests.Signed([("To", "x")])).Error);
        Assert.Equal(
            WebhookErrors.UnsupportedContentType,
            TwilioWebhook.Locate(TwilioRequests.Signed(TwilioRequests.Inbound) with { ContentType = "application/json" }).Error);
        Assert.Equal(
            WebhookErrors.InvalidEncoding,
            TwilioWebhook.Locate(TwilioRequests.Post(Encoding.ASCII.GetBytes("Body=%FF"), "x", TwilioRequests.Url)).Error);
    }

    [Fact]
    public void Translate_OfAnInboundMessage_KeepsEverything()
    {
        var message = Inbound(TwilioRequests.Inbound.With("FromCity", "BERLIN").With("New", "1", "2"));

        Assert.Equal("SM00000000000000000000000000000001", message.ExternalId);
        Assert.Equal(TwilioRequests.Account, message.AccountId);
        Assert.Equal("+15558675310", message.From);
        Assert.Equal(TwilioRequests.Number, message.To);
        Assert.Equal("Hello & welcome = 100% 😀", message.Body);
        Assert.Equal(1, message.Segments);
        Assert.Empty(message.Media);
        Assert.Null(message.Consent);
        Assert.True(message.CanBeAnswered);
        Assert.Equal("BERLIN", message.ProviderData["FromCity"]);
        Assert.Equal("1\n2", message.ProviderData["New"]);
        Assert.Equal("2010-04-01", message.ProviderData["ApiVersion"]);
        Assert.DoesNotContain("Body", message.ProviderData.Keys);
        Assert.DoesNotContain("From", message.ProviderData.Keys);
    }

    [Fact]
    public void Translate_OfTheLeastTwilioSends_IsAMessage()
    {
        var message = Inbound([("MessageSid", "SM1"), ("AccountSid", TwilioRequests.Account), ("From", "12345"), ("To", TwilioRequests.Number)]);

        Assert.Equal("", message.Body);
        Assert.Equal(0, message.Segments);
        Assert.False(message.CanBeAnswered);
        Assert.Empty(message.ProviderData);
    }

    [Fact]
    public void Translate_OfMedia_TakesTenAndKeepsTheRest()
    {
        var parameters = TwilioRequests.Inbound.With("NumMedia", "12");
        for (var number = 0; number < 12; number++)
        {
            parameters = parameters.With($"MediaUrl{number}", $"https://api.twilio.com/{number}").With($"MediaContentType{number}", "image/png");
        }

        var message = Inbound(parameters);

        Assert.Equal(Enumerable.Range(0, 10).Select(n => new MediaItem($"https://api.twilio.com/{n}", "image/png")), message.Media);
        Assert.Equal("https://api.twilio.com/11", message.ProviderData["MediaUrl11"]);
        Assert.Equal("12", message.ProviderData["NumMedia"]);
    }

    [Fact]
    public void Translate_StripsNulOnly()
    {
        var message = Inbound(TwilioRequests.Inbound.With("Body", " a\0b\r\n ").With("X\0", "\0"));

        Assert.Equal(" ab\r\n ", message.Body);
        Assert.Equal("", message.ProviderData["X"]);
    }

    [Theory]
    [InlineData("STOP", "", ConsentWord.OptOut)]
    [InlineData("arrêt", "STOP", ConsentWord.OptOut)]
    [InlineData("help", "", ConsentWord.Help)]
    public void Translate_OfAKeyword_TellsTheConsent(string body, string optOutType, ConsentWord expected) =>
        Assert.Equal(expected, Inbound(TwilioRequests.Inbound.With("Body", body).With("OptOutType", optOutType)).Consent?.Word);

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("")]
    public void Translate_WhenACountIsNone_KeepsTheMessage(string segments)
    {
        var message = Inbound(TwilioRequests.Inbound.With("NumSegments", segments).With("NumMedia", "many"));

        Assert.Equal(0, message.Segments);
        Assert.Equal(segments, message.ProviderData["NumSegments"]);
    }

    [Fact]
    public void Translate_WithoutMessageSid_FallsBackToTheOlderNames()
    {
        var sms = TwilioRequests.Inbound.With("MessageSid").With("SmsSid", "SM7");
        Assert.Equal("SM7", Inbound(sms).ExternalId);
        Assert.Equal("SM8", Inbound(sms.With("SmsSid").With("SmsMessageSid", "SM8")).ExternalId);
    }

    [Theory]
    [InlineData("MessageSid", "webhook.message_sid_missing")]
    [InlineData("From", "webhook.address_missing")]
    [InlineData("To", "webhook.address_missing")]
    public void Translate_WithoutWhatIsNeeded_TellsWhat(string missing, string code)
    {
        var parameters = TwilioRequests.Inbound.With("SmsSid").With("SmsMessageSid").With(missing);

        Assert.Equal(code, TwilioTranslation.Translate(TwilioRequests.Signed(parameters)).Error.Code);
        Assert.Equal(code, TwilioTranslation.Translate(TwilioRequests.Signed(parameters.With(missing, ""))).Error.Code);
    }

    [Theory]
    [InlineData("MessageSid", "SM 1", "webhook.message_sid_invalid")]
    [InlineData("MessageSid", "SM%' OR 1=1", "webhook.message_sid_invalid")]
    [InlineData("MessageSid", "x65", "webhook.message_sid_invalid")]
    [InlineData("From", "x256", "webhook.address_invalid")]
    public void Translate_OfWhatIsNoId_TellsWhat(string name, string value, string code)
    {
        var hostile = value[0] == 'x' ? new string('1', int.Parse(value[1..], System.Globalization.CultureInfo.InvariantCulture)) : value;

        Assert.Equal(code, TwilioTranslation.Translate(TwilioRequests.Signed(TwilioRequests.Inbound.With(name, hostile))).Error.Code);
    }

    [Theory]
    [InlineData("accepted", MessageStatus.Sent)]
    [InlineData("queued", MessageStatus.Sent)]
    [InlineData("sending", MessageStatus.Sent)]
    [InlineData("Sent", MessageStatus.Sent)]
    [InlineData("delivered", MessageStatus.Delivered)]
    [InlineData("undelivered", MessageStatus.Undelivered)]
    [InlineData("failed", MessageStatus.Failed)]
    [InlineData("read", MessageStatus.Read)]
    [InlineData("canceled", MessageStatus.Undelivered)]
    [InlineData("something_new", null)]
    public void Translate_OfAReport_TellsTheStatus(string status, MessageStatus? expected)
    {
        var report = StatusOf(Report.With("MessageStatus", status), TwilioRequests.StatusUrl);

        Assert.Equal(expected, report.Status);
        Assert.Equal(status, report.ProviderStatus);
        Assert.Null(report.ErrorCode);
        Assert.False(report.OptedOut);
    }

    [Fact]
    public void Translate_OfAReportByTheOlderName_IsAReport() =>
        Assert.Equal(MessageStatus.Sent, StatusOf(Report.With("MessageStatus").With("SmsStatus", "sent"), TwilioRequests.StatusUrl).Status);

    [Fact]
    public void Translate_OfAReport_FindsOurIdInTheUrl()
    {
        var id = MessageId.New(DateTimeOffset.UnixEpoch);

        Assert.Equal(id, StatusOf(Report, $"{TwilioRequests.StatusUrl}?messageId={id}").MessageId);
        Assert.Null(StatusOf(Report, TwilioRequests.StatusUrl).MessageId);
        Assert.Null(StatusOf(Report, $"{TwilioRequests.StatusUrl}?messageId=1").MessageId);
        Assert.Null(StatusOf(Report.With("messageId", id.ToString()), TwilioRequests.StatusUrl).MessageId);
    }

    [Fact]
    public void Translate_OfAFailure_TellsCodeAndReason()
    {
        var report = StatusOf(Report.With("MessageStatus", "failed").With("ErrorCode", "21610").With("ErrorMessage", ""), TwilioRequests.StatusUrl);

        Assert.Equal("21610", report.ErrorCode);
        Assert.Equal("The recipient opted out by texting STOP.", report.ErrorMessage);
        Assert.True(report.OptedOut);
        Assert.Null(StatusOf(Report.With("ErrorCode", "0"), TwilioRequests.StatusUrl).ErrorCode);
    }

    [Theory]
    [InlineData("failed", "99999", "Odd words", "Odd words")]
    [InlineData("failed", "99999", "", "Twilio could not send the message, and does not say why.")]
    [InlineData("undelivered", "", "", "The message did not reach the recipient, and Twilio does not say why.")]
    [InlineData("undelivered", "30003", "Unreachable destination handset", "The phone is switched off or out of reach.")]
    [InlineData("delivered", "", "", null)]
    public void Translate_AReport_GivesTheReasonAsASentence(string status, string code, string words, string? expected)
    {
        var report = StatusOf(Report.With("MessageStatus", status).With("ErrorCode", code).With("ErrorMessage", words), TwilioRequests.StatusUrl);

        Assert.Equal(expected, report.ErrorMessage);
    }

    private static InboundMessage Inbound((string Name, string Value)[] parameters) =>
        Assert.IsType<InboundMessage>(Assert.Single(TwilioTranslation.Translate(TwilioRequests.Signed(parameters)).Value));

    private static StatusReport StatusOf((string Name, string Value)[] parameters, string url) =>
        Assert.IsType<StatusReport>(Assert.Single(TwilioTranslation.Translate(TwilioRequests.Signed(parameters, url)).Value));
}
