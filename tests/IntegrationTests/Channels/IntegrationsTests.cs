using System.Net;
using System.Net.Http.Json;
using SmsPlatform.Sandbox;

namespace SmsPlatform.IntegrationTests.Channels;

/// <summary>Connecting chatbots to Twilio, through REST.</summary>
public sealed class IntegrationsTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task Save_OfANewOne_IsPendingAndShowsNoSecret()
    {
        var scene = await Scene.NewAsync(host);

        var saved = await scene.SaveAsync(scene.Fields, enabled: false);

        Assert.Equal("pending", saved.GetProperty("status").GetString());
        Assert.False(saved.GetProperty("enabled").GetBoolean());
        var token = saved.GetProperty("credentials").GetProperty("authToken");
        Assert.True(token.GetProperty("set").GetBoolean());
        Assert.Equal(scene.Account.AuthToken[^4..], token.GetProperty("last4").GetString());
        Assert.Equal(scene.Number, saved.GetProperty("settings").GetProperty("phoneNumber").GetString());
        Assert.Equal(new Uri(host.Address, scene.WebhookPath).AbsoluteUri, saved.GetProperty("webhookUrl").GetString());
        Assert.DoesNotContain(scene.Account.AuthToken, saved.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_WithoutTheToken_KeepsTheOneThatIsThere()
    {
        var scene = await Scene.ConnectedAsync(host);

        await scene.SaveAsync(new Dictionary<string, string> { ["phoneNumber"] = "+15007770009" });
        await scene.SaveAsync(new Dictionary<string, string> { ["phoneNumber"] = scene.Number });

        using var taken = await scene.PostWebhookAsync(scene.Sms(SignedWebhooks.NewPhone(), "still signed alike"));
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    [Theory]
    [InlineData("accountSid", "nonsense", "integration.field_invalid")]
    [InlineData("phoneNumber", "5551234", "integration.field_invalid")]
    [InlineData("phoneNumber", "", "integration.sender_missing")]
    [InlineData("authToken", "", "integration.field_missing")]
    [InlineData("apiKeySid", "SK00000000000000000000000000005081", "integration.api_key_incomplete")]
    [InlineData("favouriteColour", "blue", "integration.field_unknown")]
    public async Task Save_OfWhatCannotWork_NamesTheField(string field, string value, string code)
    {
        var scene = await Scene.NewAsync(host);

        using var response = await scene.PostSaveAsync(new Dictionary<string, string>(scene.Fields) { [field] = value });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(code, await response.CodeAsync());
    }

    [Fact]
    public async Task Save_OfANumberThatAnotherChatbotHas_IsAConflict()
    {
        var first = await Scene.ConnectedAsync(host);
        var second = await Scene.NewAsync(host);

        using var response = await second.PostSaveAsync(first.Fields);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("integration.address_taken", await response.CodeAsync());
    }

    [Fact]
    public async Task Save_ManyTimesAtOnce_MakesOneIntegration()
    {
        var scene = await Scene.NewAsync(host);

        var responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => scene.PostSaveAsync(scene.Fields)));

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        await scene.IntegrationAsync();
    }

    [Fact]
    public async Task Webhook_SetByOneCall_BringsMessagesToTheChatbot()
    {
        var scene = await Scene.ConnectedAsync(host);
        var phone = SignedWebhooks.NewPhone();

        var before = await scene.PostAsync("test");
        var set = await scene.PostAsync("webhook");
        var after = await scene.PostAsync("test");
        await host.Sandbox.TextAsync(phone, "hello, own number", scene.Number);

        Assert.Contains("nowhere", before.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.True(set.GetProperty("ok").GetBoolean());
        Assert.Equal("The connection works.", after.GetProperty("message").GetString());
        Assert.Equal(scene.ChatbotId, await host.ScalarAsync<Guid>(
            "SELECT chatbot_id FROM messaging.conversations WHERE contact_address = $1", phone));
        Assert.Equal("connected", (await scene.IntegrationAsync()).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("credentials", "twilio.credentials_refused", "Twilio refused the credentials. Copy")]
    [InlineData("number", "twilio.number_not_found", "is not in the Twilio account")]
    [InlineData("mute", "twilio.number_without_sms", "cannot send SMS")]
    [InlineData("suspended", "twilio.account_inactive", "The Twilio account is suspended. Open")]
    [InlineData("key", "twilio.api_key_refused", "Twilio refused the API key.")]
    [InlineData("service", "twilio.service_not_found", "is not in this Twilio account")]
    public async Task Test_OfWhatCannotWork_SaysWhatToDo(string wrong, string code, string sentence)
    {
        var scene = await Scene.NewAsync(host, account =>
        {
            account.Status = wrong == "suspended" ? "suspended" : "active";
            account.Numbers[0].Sms = wrong != "mute";
        });
        var fields = scene.Fields;
        switch (wrong)
        {
            case "credentials":
                fields["authToken"] = "0123456789abcdef0123456789abcdef";
                break;
            case "number":
                fields["phoneNumber"] = "+15005550123";
                break;
            case "key":
                fields["apiKeySid"] = "SK0123456789abcdef0123456789abcdef";
                fields["apiKeySecret"] = "not_the_secret_of_any_key";
                break;
            case "service":
                fields["phoneNumber"] = "";
                fields["messagingServiceSid"] = "MG0123456789abcdef0123456789abcdef";
                break;
            default:
                break;
        }

        await scene.SaveAsync(fields);
        var started = System.Diagnostics.Stopwatch.GetTimestamp();

        var test = await scene.PostAsync("test");

        Assert.Equal("broken", test.GetProperty("result").GetString());
        Assert.Equal(code, test.GetProperty("code").GetString());
        Assert.Contains(sentence, test.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
        var integration = await scene.IntegrationAsync();
        Assert.Equal("error", integration.GetProperty("status").GetString());
        Assert.Equal(test.GetProperty("message").GetString(), integration.GetProperty("lastError").GetString());
    }

    [Fact]
    public async Task Test_WithAnApiKey_ProvesTheKeyAsWell()
    {
        var scene = await Scene.NewAsync(host, account => account.ApiKeys["SK0123456789abcdef0123456789abcdee"] = "the_secret_of_that_key");
        await scene.SaveAsync(new Dictionary<string, string>(scene.Fields)
        {
            ["apiKeySid"] = "SK0123456789abcdef0123456789abcdee",
            ["apiKeySecret"] = "the_secret_of_that_key",
        });

        var test = await scene.PostAsync("test");

        Assert.Equal("works", test.GetProperty("result").GetString());
    }

    [Fact]
    public async Task PreviousToken_ForItsGraceOnly_IsAccepted()
    {
        var scene = await Scene.ConnectedAsync(host);
        var former = scene.Account.AuthToken;
        await scene.SaveAsync(new Dictionary<string, string> { ["authToken"] = "a-new-primary-token-0123456789ab" });

        using var withFormer = await scene.PostWebhookAsync(scene.Sms(SignedWebhooks.NewPhone(), "former"), former);
        using var withNew = await scene.PostWebhookAsync(scene.Sms(SignedWebhooks.NewPhone(), "new"), "a-new-primary-token-0123456789ab");
        await host.ExecuteAsync(
            """
            UPDATE channels.integrations
            SET retired_secrets = jsonb_set(retired_secrets, '{0,acceptedUntil}', to_jsonb(now() - interval '1 minute'))
            WHERE chatbot_id = $1
            """,
            scene.ChatbotId);
        await Rejections.UntilRejectedAsync(() => scene.PostWebhookAsync(scene.Sms(SignedWebhooks.NewPhone(), "too late"), former));

        Assert.Equal(HttpStatusCode.OK, withFormer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, withNew.StatusCode);
        var rejection = await scene.WaitForRejectionAsync();
        Assert.Equal("key", rejection.GetProperty("difference").GetString());
        Assert.Equal("expired", rejection.GetProperty("matchedKey").GetString());
    }

    [Fact]
    public async Task Toggle_OffAndOn_HoldsSendsAndLogsBoth()
    {
        var scene = await Scene.ConnectedAsync(host);

        var off = await scene.PostAsync("toggle");
        using var refused = await host.Admin.PostAsJsonAsync(
            $"/api/twilio/{scene.ChatbotId}/send-sms", new { to = SignedWebhooks.NewPhone(), body = "held" });
        var on = await scene.PostAsync("toggle");
        var logs = await scene.GetAsync($"{scene.Root}/logs?limit=2");

        Assert.False(off.GetProperty("enabled").GetBoolean());
        Assert.Equal("integration.disabled", await refused.CodeAsync());
        Assert.True(on.GetProperty("enabled").GetBoolean());
        Assert.Equal(["enabled", "disabled"], logs.GetProperty("items").EnumerateArray().Select(log => log.GetProperty("event").GetString()));
        Assert.NotNull(logs.GetProperty("next").GetString());
    }

    [Fact]
    public async Task Delete_ForgetsTheCredentialsAndKeepsTheConversations()
    {
        var scene = await Scene.ConnectedAsync(host);
        var phone = SignedWebhooks.NewPhone();
        using var stored = await scene.PostWebhookAsync(scene.Sms(phone, "before"));

        using var deleted = await host.Admin.DeleteAsync($"{scene.Root}/{await scene.IdAsync()}");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty((await scene.GetAsync(scene.Root)).GetProperty("integrations").EnumerateArray());
        Assert.Equal("[]", await host.ScalarAsync<string>("SELECT secrets::text FROM channels.integrations WHERE chatbot_id = $1", scene.ChatbotId));
        using var rejected = await scene.PostWebhookAsync(scene.Sms(phone, "after"));
        Assert.Equal(HttpStatusCode.Forbidden, rejected.StatusCode);

        await scene.SaveAsync(scene.Fields);
        using var again = await scene.PostWebhookAsync(scene.Sms(phone, "connected again"));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(1L, await host.ScalarAsync<long>("SELECT count(*) FROM messaging.conversations WHERE contact_address = $1", phone));
    }

    [Fact]
    public async Task Send_WithRefusedCredentials_MarksTheIntegrationAndHoldsTheQueue()
    {
        var scene = await Scene.NewAsync(host);
        await scene.SaveAsync(new Dictionary<string, string>(scene.Fields) { ["authToken"] = "0123456789abcdef0123456789abcdef" });
        var phone = SignedWebhooks.NewPhone();

        using var queued = await host.Admin.PostAsJsonAsync($"/api/twilio/{scene.ChatbotId}/send-sms", new { to = phone, body = "hold me" });
        await host.WaitForAsync(
            "the integration is in error", "SELECT status = 'error' FROM channels.integrations WHERE chatbot_id = $1", [scene.ChatbotId]);

        Assert.Equal(HttpStatusCode.Accepted, queued.StatusCode);
        Assert.Equal("queued", await host.ScalarAsync<string>("""SELECT status FROM messaging.messages WHERE "to" = $1""", phone));
        var log = (await scene.GetAsync($"{scene.Root}/logs")).GetProperty("items")[0];
        Assert.Equal("failed", log.GetProperty("event").GetString());
        Assert.Equal("20003", log.GetProperty("code").GetString());

        // Mended, the same message goes out.
        await scene.SaveAsync(scene.Fields);
        host.Clock.Advance(TimeSpan.FromSeconds(31));
        await host.Sandbox.WaitForReceivedAsync(phone);
    }

    [Fact]
    public async Task Everything_WithAnothersIds_IsNotFound()
    {
        var workspace = Guid.CreateVersion7();
        var chatbot = Guid.CreateVersion7();
        await host.ExecuteAsync("INSERT INTO accounts.workspaces (id, name, created_at) VALUES ($1, 'Other', now())", workspace);
        await host.ExecuteAsync(
            """
            INSERT INTO chatbots.chatbots
            SELECT (jsonb_populate_record(c, jsonb_build_object('id', $1, 'workspace_id', $2, 'name', 'Theirs'))).* FROM chatbots.chatbots AS c LIMIT 1
            """,
            chatbot,
            workspace);
        var integration = Guid.CreateVersion7();
        string[] gets =
        [
            $"/api/chatbots/{chatbot}", $"/api/integrations/{chatbot}", $"/api/integrations/{chatbot}/logs",
            $"/api/integrations/{chatbot}/rejections", $"/api/twilio/{chatbot}/setup-instructions",
        ];
        string[] posts =
        [
            $"/api/chatbots/{chatbot}/pause", $"/api/chatbots/{chatbot}/resume", $"/api/integrations/{chatbot}/{integration}/toggle",
            $"/api/integrations/{chatbot}/{integration}/test", $"/api/integrations/{chatbot}/{integration}/webhook",
        ];

        foreach (var path in gets)
        {
            using var response = await host.Admin.GetAsync(path);
            Assert.True(response.StatusCode == HttpStatusCode.NotFound, $"{path}: {response.StatusCode}");
        }

        foreach (var path in posts)
        {
            using var response = await host.Admin.PostAsync(path, null);
            Assert.True(response.StatusCode == HttpStatusCode.NotFound, $"{path}: {response.StatusCode}");
        }

        using var saved = await host.Admin.PostAsJsonAsync(
            $"/api/integrations/{chatbot}",
            new { channel = "sms", fields = new { accountSid = SandboxDefaults.AccountSid, authToken = "12345678", phoneNumber = "+15005550199" } });
        using var sent = await host.Admin.PostAsJsonAsync($"/api/twilio/{chatbot}/send-sms", new { to = "+15555550101", body = "x" });
        using var deleted = await host.Admin.DeleteAsync($"/api/chatbots/{chatbot}?name=Theirs");
        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound], [saved.StatusCode, sent.StatusCode, deleted.StatusCode]);
        Assert.Equal(1L, await host.ScalarAsync<long>("SELECT count(*) FROM chatbots.chatbots WHERE id = $1", chatbot));
    }

    [Fact]
    public async Task Instructions_OfAChatbot_NameItsOwnAddresses()
    {
        var scene = await Scene.NewAsync(host);

        var instructions = await scene.GetAsync($"/api/twilio/{scene.ChatbotId}/setup-instructions");

        var webhook = new Uri(host.Address, scene.WebhookPath).AbsoluteUri;
        Assert.Equal(webhook, instructions.GetProperty("webhookUrl").GetString());
        Assert.Contains(instructions.GetProperty("steps").EnumerateArray(), step => step.GetProperty("text").GetString()!.Contains(webhook, StringComparison.Ordinal));
        Assert.Contains("https", instructions.GetProperty("warning").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LookUp_OfANumber_TellsItsCountry()
    {
        var scene = await Scene.ConnectedAsync(host);

        var facts = await scene.GetAsync($"{scene.Root}/{await scene.IdAsync()}/lookup?number=%2B14155550123");

        Assert.True(facts.GetProperty("isValid").GetBoolean());
        Assert.Equal("US", facts.GetProperty("countryCode").GetString());
    }
}
