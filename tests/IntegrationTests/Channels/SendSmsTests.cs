using System.Net;
using System.Net.Http.Json;

namespace SmsPlatform.IntegrationTests.Channels;

/// <summary>Sending in a chatbot's name.</summary>
public sealed class SendSmsTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task Send_AHundredTimesAtOnceWithOneKey_IsOneSmsAndOneAnswer()
    {
        var scene = await Scene.ConnectedAsync(host);
        var phone = SignedWebhooks.NewPhone();

        var responses = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => PostAsync(scene, phone, "only once", "the key")));

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.Accepted, response.StatusCode));
        var answers = await Task.WhenAll(responses.Select(response => response.Content.ReadAsStringAsync()));
        Assert.Single(answers.Distinct());
        await host.Sandbox.WaitForReceivedAsync(phone);
        await host.WaitForAsync("it was delivered", """SELECT count(*) = 1 FROM messaging.messages WHERE "to" = $1 AND status = 'delivered'""", [phone]);
        Assert.Single(host.Sandbox.Sends, send => send.To == phone);

        using var other = await PostAsync(scene, phone, "something else", "the key");
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Equal("idempotency_key.conflict", await other.CodeAsync());
    }

    [Fact]
    public async Task Send_TellsSegmentsEncodingAndPrice()
    {
        var scene = await Scene.ConnectedAsync(host);

        using var response = await PostAsync(scene, SignedWebhooks.NewPhone(), string.Concat(Enumerable.Repeat("😀", 40)));

        var sent = await Scene.JsonAsync(response);
        Assert.Equal("UCS-2", sent.GetProperty("encoding").GetString());
        Assert.Equal(2, sent.GetProperty("segments").GetInt32());
        Assert.Equal(0.0166m, sent.GetProperty("estimatedPrice").GetProperty("amount").GetDecimal());
        Assert.Equal(scene.Number, sent.GetProperty("from").GetString());
    }

    [Fact]
    public async Task Send_OverTheSegmentBudget_IsRefusedBeforeAnyoneIsCalled()
    {
        var scene = await Scene.ConnectedAsync(host);
        var phone = SignedWebhooks.NewPhone();
        using var changed = await host.Admin.PatchAsJsonAsync($"/api/chatbots/{scene.ChatbotId}", new { segmentBudget = 2 });
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);

        // Announced with its commit, and heard of within moments.
        await Rejections.UntilAsync(() => PostAsync(scene, SignedWebhooks.NewPhone(), new string('a', 307)), HttpStatusCode.UnprocessableEntity);

        using var refused = await PostAsync(scene, phone, new string('a', 307));
        using var fits = await PostAsync(scene, phone, new string('a', 306));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, fits.StatusCode);
    }

    [Fact]
    public async Task Send_ToSomebodyWhoOptedOut_IsRefused()
    {
        var scene = await Scene.ConnectedAsync(host);
        var phone = SignedWebhooks.NewPhone();
        using var stopped = await scene.PostWebhookAsync(scene.Sms(phone, "STOP"));

        using var refused = await PostAsync(scene, phone, "buy now");

        Assert.Equal("message.opted_out", await refused.CodeAsync());
        Assert.DoesNotContain(host.Sandbox.Sends, send => send.To == phone);
    }

    private Task<HttpResponseMessage> PostAsync(Scene scene, string to, string body, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/twilio/{scene.ChatbotId}/send-sms") { Content = JsonContent.Create(new { to, body }) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return host.Admin.SendAsync(request);
    }
}
