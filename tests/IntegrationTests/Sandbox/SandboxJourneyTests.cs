using SmsPlatform.Sandbox;
using SmsPlatform.Sandbox.Webhooks;

namespace SmsPlatform.IntegrationTests.Sandbox;

public sealed class SandboxJourneyTests
{
    private const string Phone = SandboxWorld.Phone;

    [Fact]
    public async Task Send_WhenSound_IsQueuedAndReachesThePhone()
    {
        await using var world = await SandboxWorld.StartAsync();
        var answer = await world.Twilio.SendAsync(Phone, "Hello 😀", $"{world.Platform.Address}/status?id=7");

        Assert.Equal((201, "queued", "outbound-api", "1"), (answer.Status, answer["status"], answer["direction"], answer["num_segments"]));
        var message = Assert.Single(await world.Sandbox.WaitForReceivedAsync(Phone));
        Assert.Equal((answer["sid"], "Hello 😀", SandboxDefaults.PhoneNumber, "delivered"), (message.Sid, message.Body, message.From, message.Status));
    }

    [Fact]
    public async Task Send_WhenStatusCallbackGiven_PostsEachStatusAfterTheFirstSigned()
    {
        await using var world = await SandboxWorld.StartAsync();
        var url = $"{world.Platform.Address}/status?id=7";

        var answer = await world.Twilio.SendAsync(Phone, "Hello", url);
        await world.Sandbox.WaitForCallbackAsync(answer["sid"]!, "delivered");

        Assert.Equal(["sending", "sent", "delivered"], world.Platform.Requests.Select(r => r.Form["MessageStatus"]));
        Assert.All(world.Platform.Requests, r => Assert.Equal(url, r.Url));
        Assert.All(world.Platform.Requests, r => Assert.Equal(TwilioSignature.Sign(SandboxDefaults.AuthToken, url, r.Form), r.Headers[TwilioSignature.Header]));
    }

    [Fact]
    public async Task Send_WhenManyAtOnce_EachReachesItsPhoneOnceWithItsCallbacks()
    {
        await using var world = await SandboxWorld.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => world.Twilio.SendAsync(Phone, $"text {i}", world.StatusUrl)));
        await world.Sandbox.WaitForQuietAsync(TimeSpan.FromSeconds(60));

        Assert.All(answers, answer => Assert.Equal(201, answer.Status));
        Assert.Equal(
            Enumerable.Range(0, 300).Select(i => $"text {i}").Order(StringComparer.Ordinal),
            world.Sandbox.ReceivedBy(Phone).Select(m => m.Body).Order(StringComparer.Ordinal));
        Assert.Equal(900, world.StatusesPosted.Count());
        Assert.Equal(Enumerable.Range(1, 300), world.Sandbox.Sends.Select(s => s.Number));
    }

    [Fact]
    public async Task Text_WhenNumberHasAddress_PostsASignedWebhookWithEveryParameter()
    {
        await using var world = await SandboxWorld.StartAsync();
        var outcome = await world.Sandbox.TextAsync(Phone, "Hello & welcome = 100% 😀");

        var request = Assert.Single(world.Platform.Requests);
        Assert.Equal(200, outcome.Webhook!.Status);
        Assert.Equal(outcome.Sid, request.Form["MessageSid"]);
        Assert.Equal((Phone, SandboxDefaults.PhoneNumber, "Hello & welcome = 100% 😀"), (request.Form["From"], request.Form["To"], request.Form["Body"]));
        Assert.Equal(
            [
                "AccountSid", "ApiVersion", "Body", "From", "FromCity", "FromCountry", "FromState", "FromZip", "MessageSid", "NumMedia", "NumSegments",
                "SmsMessageSid", "SmsSid", "SmsStatus", "To", "ToCity", "ToCountry", "ToState", "ToZip",
            ],
            request.Form.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            TwilioSignature.Sign(SandboxDefaults.AuthToken, $"{world.Platform.Address}/sms", request.Form),
            request.Headers[TwilioSignature.Header]);
    }

    [Fact]
    public async Task Text_WhenAnsweredWithTwiml_PutsTheReplyOnThePhone()
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Platform.Answer = _ => (200, "text/xml", "<Response><Message><Body>Fish &amp; chips</Body></Message></Response>");

        await world.Sandbox.TextAsync(Phone, "Hungry");

        var reply = Assert.Single(await world.Sandbox.WaitForReceivedAsync(Phone));
        Assert.Equal("Fish & chips", reply.Body);
        Assert.Equal(["sent", "received"], world.Sandbox.MessagesOf(Phone).Select(m => m.Direction));
    }

    [Fact]
    public async Task Text_WhenCopiesAreAsked_PostsTheSameWebhookAtOnce()
    {
        await using var world = await SandboxWorld.StartAsync();
        var outcome = await world.Sandbox.TextAsync(new PhoneText(Phone, SandboxDefaults.PhoneNumber, "Twice") { Copies = 50 });

        Assert.Equal(50, outcome.Webhooks.Count);
        Assert.Equal(50, world.Platform.Requests.Count);
        Assert.Equal(outcome.Sid, Assert.Single(world.Platform.Requests.Select(r => r.Form["MessageSid"]).Distinct()));
    }
}
