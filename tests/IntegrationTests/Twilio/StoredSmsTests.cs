using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Application.Channels;
using SmsPlatform.Sandbox;

namespace SmsPlatform.IntegrationTests.Twilio;

/// <summary>The REST routes of stored SMS.</summary>
public sealed class StoredSmsTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Theory]
    [InlineData("GET", "/api/twilio/sms/stored")]
    [InlineData("GET", "/api/twilio/sms/stored/019a1b2c-3d4e-7f60-8a9b-0c1d2e3f4a5b")]
    [InlineData("POST", "/api/twilio/sms/stored/019a1b2c-3d4e-7f60-8a9b-0c1d2e3f4a5b/mark-processed")]
    [InlineData("POST", "/api/twilio/sms/send")]
    [InlineData("GET", "/api/twilio/status")]
    [InlineData("GET", "/openapi/v1.json")]
    public async Task Anybody_WithoutSigningIn_IsRefused(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
        {
            request.Content = JsonContent.Create(new { });
        }

        using var response = await host.Anonymous.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("auth.not_signed_in", await response.CodeAsync());
    }

    [Fact]
    public async Task List_WithEachFilter_AnswersWhatFits()
    {
        var phone = SignedWebhooks.NewPhone();
        await host.Sandbox.TextAsync(phone, "filter me");
        await host.WaitForAsync(
            "it is answered", """SELECT count(*) = 1 FROM messaging.messages WHERE "to" = $1 AND status = 'delivered'""", [phone]);

        var all = await ListAsync($"?phoneNumber={Uri.EscapeDataString(phone)}");
        var inbound = await ListAsync($"?direction=inbound&phoneNumber={Uri.EscapeDataString(phone)}");
        var processed = await ListAsync($"?processed=true&phoneNumber={Uri.EscapeDataString(phone)}");
        var unencoded = await ListAsync($"?limit=1&phoneNumber={phone}");

        Assert.Equal(["outbound", "inbound"], all.Select(sms => sms.GetProperty("direction").GetString()));
        var received = Assert.Single(inbound);
        Assert.Equal("filter me", received.GetProperty("body").GetString());
        Assert.Equal(all[0].GetProperty("messageSid").GetString(), received.GetProperty("responseMessageSid").GetString());
        Assert.Equal(SandboxDefaults.AccountSid, received.GetProperty("accountSid").GetString());
        Assert.Single(processed);
        Assert.Equal("outbound", Assert.Single(unencoded).GetProperty("direction").GetString());
    }

    [Theory]
    [InlineData("?limit=0", "limit.invalid")]
    [InlineData("?limit=-1", "limit.invalid")]
    [InlineData("?limit=99999999999999999999", "limit.invalid")]
    [InlineData("?limit=ten", "limit.invalid")]
    [InlineData("?direction=sideways", "direction.invalid")]
    [InlineData("?processed=maybe", "processed.invalid")]
    [InlineData("/not-a-uuid", "id.invalid")]
    public async Task List_WithABadParameter_NamesIt(string query, string code)
    {
        using var response = await host.Admin.GetAsync("/api/twilio/sms/stored" + query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(code, await response.CodeAsync());
    }

    [Fact]
    public async Task Get_OfAnUnknownId_IsNotFound()
    {
        using var response = await host.Admin.GetAsync($"/api/twilio/sms/stored/{Guid.CreateVersion7()}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("message.not_found", await response.CodeAsync());
    }

    [Fact]
    public async Task MarkProcessed_Twice_KeepsTheFirstTime()
    {
        var form = SignedWebhooks.Sms(SignedWebhooks.NewPhone(), "STOP");
        using var stored = await host.PostAsync(form);
        var id = await host.ScalarAsync<Guid>("""SELECT id FROM messaging.messages WHERE "from" = $1""", form["From"]);

        var first = await MarkAsync(id, new { responseMessageSid = "SM123" });
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await MarkAsync(id, null);

        Assert.True(second.GetProperty("processed").GetBoolean());
        Assert.Equal("SM123", second.GetProperty("responseMessageSid").GetString());
        Assert.Equal(first.GetProperty("processedAt").GetString(), second.GetProperty("processedAt").GetString());
    }

    [Fact]
    public async Task MarkProcessed_WithAnUnknownChat_IsNotFoundAndChangesNothing()
    {
        var form = SignedWebhooks.Sms("12345", "from a short code");
        using var stored = await host.PostAsync(form);
        var id = await host.ScalarAsync<Guid>("SELECT id FROM messaging.messages WHERE external_id = $1", form["MessageSid"]);

        using var response = await host.Admin.PostAsJsonAsync(
            $"/api/twilio/sms/stored/{id}/mark-processed", new { chatId = Guid.CreateVersion7() });

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("conversation.not_found", await response.CodeAsync());
    }

    [Fact]
    public async Task Send_WithOneIdempotencyKeyAHundredTimesAtOnce_SendsOneSms()
    {
        var phone = SignedWebhooks.NewPhone();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => SendAsync(phone, "once only", "key-1")));
        await host.Sandbox.WaitForReceivedAsync(phone);
        await host.Sandbox.WaitForQuietAsync();
        using var other = await PostSendAsync(phone, "something else", "key-1");

        Assert.Single(answers.Distinct());
        Assert.Single(host.Sandbox.ReceivedBy(phone));
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Equal("idempotency_key.conflict", await other.CodeAsync());
    }

    [Fact]
    public async Task Send_OfALongText_IsSentInPartsAndInOrder()
    {
        var phone = SignedWebhooks.NewPhone();
        var text = string.Join(' ', Enumerable.Range(0, 700).Select(i => $"word{i}"));
        await host.ExecuteAsync("UPDATE chatbots.chatbots SET segment_budget = 100");
        host.Services.GetRequiredService<IIntegrationDirectory>().Invalidate();

        await SendAsync(phone, text, null);
        await host.Sandbox.WaitForReceivedAsync(phone, 4);

        var sent = host.Sandbox.Sends.Where(send => send.To == phone).Select(send => send.Body);
        Assert.Equal(text.Replace(" ", ""), string.Concat(sent).Replace(" ", ""));
    }

    [Theory]
    [InlineData("12345", "hello", "phone_number.invalid")]
    [InlineData("+15551230000", "", "message.empty")]
    [InlineData("+15551230000", " ", "message.empty")]
    [InlineData("+15551230000", "a\0b", "message.invalid_text")]
    public async Task Send_OfWhatCannotBeSent_NamesTheReason(string to, string body, string code)
    {
        using var response = await PostSendAsync(to, body, null);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(code, await response.CodeAsync());
    }

    [Fact]
    public async Task Send_ToSomeoneWhoOptedOut_IsRefusedBeforeAnyoneIsCalled()
    {
        var phone = SignedWebhooks.NewPhone();
        await host.Sandbox.TextAsync(phone, "STOP");

        using var response = await PostSendAsync(phone, "buy now", null);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("message.opted_out", await response.CodeAsync());
        Assert.DoesNotContain(host.Sandbox.Sends, send => send.To == phone);
    }

    [Fact]
    public async Task Status_OfTheSandbox_TellsTheBalance()
    {
        using var status = JsonDocument.Parse(await host.Admin.GetStringAsync("/api/twilio/status"));

        Assert.True(status.RootElement.GetProperty("configured").GetBoolean());
        Assert.True(status.RootElement.GetProperty("reachable").GetBoolean());
        Assert.Equal(100m, status.RootElement.GetProperty("balance").GetDecimal());
        Assert.Equal("USD", status.RootElement.GetProperty("currency").GetString());
    }

    [Fact]
    public async Task OpenApi_ForASignedInUser_HasAnExampleForEachTwilioRoute()
    {
        using var document = JsonDocument.Parse(await host.Admin.GetStringAsync("/openapi/v1.json"));

        var stored = document.RootElement.GetProperty("paths").GetProperty("/api/twilio/sms/stored").GetProperty("get");
        Assert.True(stored.GetProperty("responses").GetProperty("200").GetProperty("content")
            .GetProperty("application/json").TryGetProperty("example", out _));
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_OfAWorkingNode_IsOk(string path)
    {
        using var response = await host.Anonymous.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private async Task<List<JsonElement>> ListAsync(string query)
    {
        var text = await host.Admin.GetStringAsync("/api/twilio/sms/stored" + query);
        using var list = JsonDocument.Parse(text);
        var messages = list.RootElement.GetProperty("messages").EnumerateArray().Select(message => message.Clone()).ToList();
        Assert.Equal(messages.Count, list.RootElement.GetProperty("count").GetInt32());
        return messages;
    }

    private async Task<JsonElement> MarkAsync(Guid id, object? body)
    {
        using var response = await host.Admin.PostAsync(
            $"/api/twilio/sms/stored/{id}/mark-processed", body is null ? null : JsonContent.Create(body));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var message = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return message.RootElement.Clone();
    }

    private async Task<string> SendAsync(string to, string body, string? key)
    {
        using var response = await PostSendAsync(to, body, key);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<HttpResponseMessage> PostSendAsync(string to, string body, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/twilio/sms/send") { Content = JsonContent.Create(new { to, body }) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await host.Admin.SendAsync(request);
    }
}
