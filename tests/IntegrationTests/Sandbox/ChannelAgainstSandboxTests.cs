using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Channels.Twilio;
using SmsPlatform.Sandbox;
using SmsPlatform.Sandbox.Failures;

namespace SmsPlatform.IntegrationTests.Sandbox;

/// <summary>The platform's adapter and the fake provider, written apart from each other, must agree.</summary>
public sealed class ChannelAgainstSandboxTests
{
    private const string Phone = SandboxWorld.Phone;

    private static readonly ChannelConnection Connection = new(
        IntegrationId.New(DateTimeOffset.UnixEpoch),
        SandboxDefaults.AccountSid,
        SandboxDefaults.PhoneNumber,
        "",
        new Dictionary<string, string> { ["authToken"] = SandboxDefaults.AuthToken },
        new Dictionary<string, string>());

    [Theory]
    [InlineData("Hello")]
    [InlineData("Hello & welcome = 100% + 😀\r\n\tÄÖÜ 'quoted' \"twice\"")]
    [InlineData("\u0000nul and lone \ud83d half")]
    public async Task Verify_WhenSandboxPosted_AcceptsAndReadsIt(string body)
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.SetSmsUrl($"{world.Platform.Address}/sms?tenant=It%27s+one&x=#rc=3");
        var channel = ChannelTo(world.Sandbox);

        var outcome = await world.Sandbox.TextAsync(new PhoneText(Phone, SandboxDefaults.PhoneNumber, body) { MediaUrls = ["https://example.com/a.png"] });

        var request = Request(Assert.Single(world.Platform.Requests));
        Assert.Equal(WebhookVerdict.Verified, channel.Verify(request, Connection));
        var message = Assert.IsType<InboundMessage>(Assert.Single(channel.Translate(request).Value));
        Assert.Equal((outcome.Sid, Phone, SandboxDefaults.PhoneNumber), (message.ExternalId, message.From, message.To));
        Assert.Single(message.Media);
    }

    [Fact]
    public async Task Verify_WhenAnyByteOfTheBodyIsAnother_RefusesIt()
    {
        await using var world = await SandboxWorld.StartAsync();
        var channel = ChannelTo(world.Sandbox);
        await world.Sandbox.TextAsync(Phone, "Hello");
        var received = Assert.Single(world.Platform.Requests);

        // Seven bits: with the eighth the text would not be a form any more.
        for (var bit = 0; bit < received.Body.Length * 7; bit++)
        {
            var forged = (byte[])received.Body.Clone();
            forged[bit / 7] ^= (byte)(1 << (bit % 7));
            var request = Request(received with { Body = forged });
            var isSame = Decoded(forged).SequenceEqual(Decoded(received.Body));

            Assert.Equal(isSame, channel.Verify(request, Connection).IsVerified);
        }
    }

    [Fact]
    public async Task Verify_WhenSandboxSignsWrong_RefusesIt()
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.Failures.Set(new FailurePlan { Webhooks = [new WebhookFailure { WrongSignature = true }] });

        await world.Sandbox.TextAsync(Phone, "Hello");

        Assert.False(ChannelTo(world.Sandbox).Verify(Request(Assert.Single(world.Platform.Requests)), Connection).IsVerified);
    }

    [Fact]
    public async Task Translate_WhenCallbacksArrive_FollowsTheMessageByOurId()
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.Failures.Set(new FailurePlan { Sends = [new SendFailure { Fault = SendFault.Undeliverable, Code = 30003 }] });
        var channel = ChannelTo(world.Sandbox);
        var message = Message("Hello", callback: id => $"{world.Platform.Address}/status?messageId={id.Value}");

        var sent = await channel.SendAsync(message, Connection, CancellationToken.None);
        await world.Sandbox.WaitForCallbackAsync(sent.ExternalId!, "undelivered");

        var requests = world.Platform.Requests.Select(Request).ToList();
        Assert.All(requests, request => Assert.True(channel.Verify(request, Connection).IsVerified));
        var reports = requests.Select(request => Assert.IsType<StatusReport>(Assert.Single(channel.Translate(request).Value))).ToList();
        Assert.All(reports, report => Assert.Equal((sent.ExternalId, message.Id), (report.ExternalId, report.MessageId)));
        Assert.Equal(["sending", "sent", "undelivered"], reports.Select(report => report.ProviderStatus));
        Assert.Equal("30003", reports[^1].ErrorCode);
    }

    [Theory]
    [InlineData(SendFault.Throttle, 0, AttemptOutcome.Retry)]
    [InlineData(SendFault.ServerError, 0, AttemptOutcome.Ambiguous)]
    [InlineData(SendFault.DropAfterAccepting, 0, AttemptOutcome.Ambiguous)]
    [InlineData(SendFault.DropBeforeAccepting, 0, AttemptOutcome.Ambiguous)]
    [InlineData(SendFault.TimeoutAfterAccepting, 0, AttemptOutcome.Ambiguous)]
    [InlineData(SendFault.Refuse, 21610, AttemptOutcome.Rejected)]
    [InlineData(SendFault.Refuse, 21211, AttemptOutcome.Rejected)]
    [InlineData(SendFault.Refuse, 21611, AttemptOutcome.Retry)]
    [InlineData(SendFault.Refuse, 20003, AttemptOutcome.Misconfigured)]
    public async Task Send_WhenItFails_IsClassifiedByWhatMayHaveHappened(SendFault fault, int code, AttemptOutcome expected)
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.Failures.Set(new FailurePlan { Sends = [new SendFailure { Fault = fault, Code = code, RetryAfter = 9 }] });

        var channel = ChannelTo(world.Sandbox, fault == SendFault.TimeoutAfterAccepting ? 0.5 : 15);

        var outcome = await channel.SendAsync(Message("Hello"), Connection, CancellationToken.None);

        Assert.Equal(expected, outcome.Kind);
        Assert.Equal(code == 21610, outcome.OptedOut);
        Assert.Equal(fault == SendFault.Throttle ? TimeSpan.FromSeconds(9) : outcome.RetryAfter, outcome.RetryAfter);
    }

    [Theory]
    [InlineData(SendFault.DropAfterAccepting, LookUpResult.Found)]
    [InlineData(SendFault.DropBeforeAccepting, LookUpResult.NotFound)]
    public async Task LookUp_WhenTheAnswerWasLost_TellsWhetherItWasTaken(SendFault fault, LookUpResult expected)
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.Failures.Set(new FailurePlan { Sends = [new SendFailure { Fault = fault, Times = 1 }] });
        var channel = ChannelTo(world.Sandbox);
        var message = Message("Grüße 😀");

        var sent = await channel.SendAsync(message, Connection, CancellationToken.None);
        var found = await channel.LookUpAsync(message, DateTimeOffset.UtcNow, Connection, CancellationToken.None);

        Assert.Equal((AttemptOutcome.Ambiguous, expected), (sent.Kind, found.Result));
        Assert.Equal(world.Sandbox.Sends[0].MessageSid, found.ExternalId);
    }

    private static IChannel ChannelTo(SandboxServer sandbox, double responseSeconds = 15)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Twilio:ApiBaseUrl"] = sandbox.BaseAddress.ToString(),
            ["Twilio:ResponseTimeout"] = TimeSpan.FromSeconds(responseSeconds).ToString("c"),
        };
        return new ServiceCollection()
            .AddLogging()
            .AddTwilioChannel(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider()
            .GetRequiredService<IChannel>();
    }

    private static OutboundMessage Message(string body, Func<MessageId, string>? callback = null)
    {
        var id = MessageId.From(Guid.CreateVersion7());
        return new OutboundMessage(id, SandboxDefaults.PhoneNumber, Phone, body, [], callback?.Invoke(id), TimeSpan.FromHours(1));
    }

    private static WebhookRequest Request(WebhookReceiver.Received received)
    {
        var headers = new HeaderDictionary();
        foreach (var (name, value) in received.Headers)
        {
            headers[name] = value;
        }

        var query = received.Url.IndexOf('?', StringComparison.Ordinal);
        return new WebhookRequest(
            received.Method, [received.Url], headers["Content-Type"].ToString(), query < 0 ? "" : received.Url[query..], headers, received.Body);
    }

    // A flipped bit may leave the meaning as it was: %2b for %2B.
    private static List<(string, string)> Decoded(byte[] form) =>
        [.. Encoding.ASCII.GetString(form).Split('&').Select(pair => pair.Split('=', 2)).Select(pair => (Decode(pair[0]), Decode(pair.ElementAtOrDefault(1) ?? "")))];

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
