using System.Net;
using System.Net.Sockets;
using SmsPlatform.Sandbox;
using SmsPlatform.Sandbox.Webhooks;

namespace SmsPlatform.IntegrationTests.Sandbox;

public sealed class SandboxWebhookTests
{
    private const string Phone = SandboxWorld.Phone;

    [Fact]
    public async Task Text_WhenStop_ConfirmsPostsAndBlocksLaterSends()
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Platform.Answer = _ => (200, "text/xml", "<Response><Message>You cannot stop me</Message></Response>");

        await world.Sandbox.TextAsync(Phone, " stop ");
        await world.Sandbox.TextAsync(Phone, "STOP");
        var refused = await world.Twilio.SendAsync(Phone, "Still there?");
        await world.Sandbox.TextAsync(Phone, "START");
        var taken = await world.Twilio.SendAsync(Phone, "Welcome back");
        await world.Sandbox.WaitForQuietAsync();

        Assert.Equal(3, world.Platform.Requests.Count);
        Assert.Equal((400, 21610), (refused.Status, refused.Code));
        Assert.Equal(201, taken.Status);
        var received = world.Sandbox.ReceivedBy(Phone).Select(m => m.Body).ToList();
        Assert.Single(received, text => text.StartsWith("You have successfully been unsubscribed", StringComparison.Ordinal));
        Assert.Single(received, text => text.StartsWith("You have successfully been re-subscribed", StringComparison.Ordinal));
        Assert.Single(received, "You cannot stop me");
        Assert.Equal([21610, 21610], world.Sandbox.Alerts.Select(a => a.Code));
    }

    [Theory]
    [InlineData("HELP", 1)]
    [InlineData("YES", 0)]
    [InlineData("please stop", 0)]
    public async Task Text_WhenKeywordOrNot_IsAnsweredByTheProviderOnlyIfOne(string body, int answers)
    {
        await using var world = await SandboxWorld.StartAsync();

        await world.Sandbox.TextAsync(Phone, body);

        Assert.Equal(answers, world.Sandbox.ReceivedBy(Phone).Count);
        Assert.False(world.Sandbox.IsOptedOut(Phone));
        Assert.Single(world.Platform.Requests);
    }

    [Fact]
    public async Task Webhook_WhenServerErrorWithoutOverrides_IsNotRetriedAndGoesToTheFallback()
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.SetSmsUrl($"{world.Platform.Address}/sms", fallbackUrl: $"{world.Platform.Address}/fallback");
        world.Platform.Answer = request => request.Path == "/sms" ? (503, null, "") : (200, "text/xml", "<Response/>");

        var outcome = await world.Sandbox.TextAsync(Phone, "Hello");

        Assert.Equal(["/sms", "/fallback"], world.Platform.Requests.Select(r => r.Path));
        Assert.Equal(("fallback", 200), (outcome.Webhook!.Kind, outcome.Webhook.Status));
        Assert.Equal(("11200", $"{world.Platform.Address}/sms"), (world.Platform.Requests[1].Form["ErrorCode"], world.Platform.Requests[1].Form["ErrorUrl"]));
    }

    [Fact]
    public async Task Webhook_WhenOverridesAskForIt_IsRetriedWithTheSameIdempotencyToken()
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.SetSmsUrl($"{world.Platform.Address}/sms#rc=3&rp=5xx,ct,rt");
        world.Platform.Answer = _ => world.Platform.Requests.Count < 3 ? (500, null, "") : (200, "text/xml", "<Response/>");

        var outcome = await world.Sandbox.TextAsync(Phone, "Hello");

        Assert.Equal([500, 500, 200], outcome.Webhook!.Tries.Select(t => t.Status!.Value));
        Assert.Single(world.Platform.Requests.Select(r => r.Headers["I-Twilio-Idempotency-Token"]).Distinct());
        Assert.All(world.Platform.Requests, r => Assert.Equal(
            TwilioSignature.Sign(SandboxDefaults.AuthToken, $"{world.Platform.Address}/sms", r.Form), r.Headers[TwilioSignature.Header]));
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("#rc=0", 1)]
    [InlineData("#rc=4", 5)]
    [InlineData("#rc=9", 2)]
    public async Task Webhook_WhenNothingListens_IsTriedAsTheOverridesSay(string fragment, int tries)
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.SetSmsUrl($"http://127.0.0.1:{FreePort()}/sms{fragment}");

        var outcome = await world.Sandbox.TextAsync(Phone, "Hello");

        Assert.Equal(tries, outcome.Webhook!.Tries.Count);
        Assert.Null(outcome.Webhook.Status);
        Assert.Equal(0, Assert.Single(world.Sandbox.MessagesOf(Phone)).WebhookStatus);
        Assert.Equal(11200, Assert.Single(world.Sandbox.Alerts).Code);
    }

    [Fact]
    public async Task Webhook_WhenReceiverHangs_EndsAtTheReadTimeout()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var world = await SandboxWorld.StartAsync();
        world.Sandbox.SetSmsUrl($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/sms#rt=200");

        var outcome = await world.Sandbox.TextAsync(Phone, "Hello");

        Assert.Null(Assert.Single(outcome.Webhook!.Tries).Status);
        Assert.Equal(11205, Assert.Single(world.Sandbox.Alerts).Code);
    }

    [Theory]
    [InlineData("text/xml", "<Response", 12100)]
    [InlineData("text/xml", "<!DOCTYPE x [<!ENTITY e 'x'>]><Response>&e;</Response>", 12100)]
    [InlineData("text/xml", "<Reply/>", 12200)]
    [InlineData("application/json", "{}", 12300)]
    public async Task Twiml_WhenUnusable_IsReportedAndNothingIsSent(string contentType, string body, int code)
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Platform.Answer = _ => (200, contentType, body);

        await world.Sandbox.TextAsync(Phone, "Hello");

        Assert.Equal(code, Assert.Single(world.Sandbox.Alerts).Code);
        Assert.Empty(world.Sandbox.ReceivedBy(Phone));
    }

    [Fact]
    public async Task Twiml_WhenItRedirects_AsksThereToo()
    {
        await using var world = await SandboxWorld.StartAsync();
        world.Platform.Answer = request => request.Path == "/sms"
            ? (200, "text/xml", "<Response><Message>one</Message><Redirect>/next</Redirect></Response>")
            : (200, "text/xml", "<Response><Message>two</Message></Response>");

        await world.Sandbox.TextAsync(Phone, "Hello");

        await world.Sandbox.WaitForReceivedAsync(Phone, 2);
        Assert.Equal(["/sms", "/next"], world.Platform.Requests.Select(r => r.Path));
        Assert.Equal(["one", "two"], world.Sandbox.ReceivedBy(Phone).Select(m => m.Body).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Webhook_WhenUrlHoldsCredentials_SendsThemAndSignsTheUrlWithThem()
    {
        await using var world = await SandboxWorld.StartAsync();
        var url = world.Platform.Address.Replace("http://", "http://user:pass@", StringComparison.Ordinal) + "/sms?q=It%27s+raw";
        world.Sandbox.SetSmsUrl(url);

        await world.Sandbox.TextAsync(Phone, "Hello");

        var request = Assert.Single(world.Platform.Requests);
        Assert.EndsWith("?q=It%27s+raw", request.Url, StringComparison.Ordinal);
        Assert.Equal("Basic dXNlcjpwYXNz", request.Headers["Authorization"]);
        Assert.Equal(TwilioSignature.Sign(SandboxDefaults.AuthToken, url, request.Form), request.Headers[TwilioSignature.Header]);
    }

    [Fact]
    public async Task Repost_WhenAsked_PostsTheSameMessageAgainAndNothingElse()
    {
        await using var world = await SandboxWorld.StartAsync();
        var first = await world.Sandbox.TextAsync(Phone, "HELP");
        using var http = new HttpClient { BaseAddress = world.Sandbox.BaseAddress };

        await world.Sandbox.RepostAsync(first.Sid);
        using var overHttp = await http.PostAsync($"/phone/messages/{first.Sid}/repost", content: null);

        Assert.Equal(HttpStatusCode.OK, overHttp.StatusCode);
        Assert.Equal(3, world.Platform.Requests.Count);
        Assert.All(world.Platform.Requests, r => Assert.Equal(world.Platform.Requests[0].Form, r.Form));
        Assert.Single(world.Sandbox.ReceivedBy(Phone));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
