using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SmsPlatform.Sandbox;
using SmsPlatform.Sandbox.Webhooks;

namespace SmsPlatform.IntegrationTests.Channels;

/// <summary>A chatbot with a Twilio account and number of its own at the sandbox.</summary>
internal sealed class Scene
{
    private static int _count;

    private Scene(PlatformHost host, Guid chatbotId, AccountOptions account)
    {
        Host = host;
        ChatbotId = chatbotId;
        Account = account;
    }

    public PlatformHost Host { get; }

    public Guid ChatbotId { get; }

    public AccountOptions Account { get; }

    public string Number => Account.Numbers[0].PhoneNumber;

    public string Root => $"/api/integrations/{ChatbotId}";

    public string WebhookPath => $"/api/twilio/webhook/{ChatbotId}";

    public Dictionary<string, string> Fields => new()
    {
        ["accountSid"] = Account.Sid,
        ["authToken"] = Account.AuthToken,
        ["phoneNumber"] = Number,
    };

    public static async Task<Scene> NewAsync(PlatformHost host, Action<AccountOptions>? change = null)
    {
        var account = new AccountOptions
        {
            Sid = $"AC{Guid.NewGuid():N}",
            AuthToken = Guid.NewGuid().ToString("N"),
            Numbers = { new NumberOptions { PhoneNumber = $"+1500777{Interlocked.Increment(ref _count):0000}" } },
        };
        change?.Invoke(account);
        host.Sandbox.PutAccount(account);
        using var created = await host.Admin.PostAsJsonAsync("/api/chatbots", new { name = $"Bot {account.Sid}", quietWindowSeconds = 0.05 });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        return new Scene(host, (await JsonAsync(created)).GetProperty("id").GetGuid(), account);
    }

    /// <summary>Connected and switched on.</summary>
    public static async Task<Scene> ConnectedAsync(PlatformHost host, Action<AccountOptions>? change = null)
    {
        var scene = await NewAsync(host, change);
        await scene.SaveAsync(scene.Fields);
        return scene;
    }

    public async Task<JsonElement> SaveAsync(Dictionary<string, string> fields, bool enabled = true)
    {
        using var response = await PostSaveAsync(fields, enabled);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await JsonAsync(response);
    }

    public Task<HttpResponseMessage> PostSaveAsync(Dictionary<string, string> fields, bool enabled = true) =>
        Host.Admin.PostAsJsonAsync(Root, new { channel = "sms", enabled, fields });

    public async Task<JsonElement> IntegrationAsync()
    {
        var list = await GetAsync(Root);
        return Assert.Single(list.GetProperty("integrations").EnumerateArray().ToList());
    }

    public async Task<Guid> IdAsync() => (await IntegrationAsync()).GetProperty("id").GetGuid();

    public async Task<JsonElement> PostAsync(string action)
    {
        using var response = await Host.Admin.PostAsync($"{Root}/{await IdAsync()}/{action}", null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await JsonAsync(response);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Host.Admin.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await JsonAsync(response);
    }

    public Dictionary<string, string> Sms(string from, string body) => new(SignedWebhooks.Sms(from, body))
    {
        ["AccountSid"] = Account.Sid,
        ["To"] = Number,
    };

    /// <summary>Posts what a person wrote, signed with a token for an address.</summary>
    public Task<HttpResponseMessage> PostWebhookAsync(Dictionary<string, string> form, string? token = null, string? url = null)
    {
        url ??= new Uri(Host.Address, WebhookPath).AbsoluteUri;
        return Host.PostAsync(form, WebhookPath, TwilioSignature.Sign(token ?? Account.AuthToken, url, form));
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }
}
