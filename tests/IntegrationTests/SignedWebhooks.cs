using System.Net.Http.Headers;
using System.Text;
using SmsPlatform.Sandbox;
using SmsPlatform.Sandbox.Webhooks;

namespace SmsPlatform.IntegrationTests;

/// <summary>Posts webhooks as Twilio signs them, byte by byte, right and wrong ones.</summary>
internal static class SignedWebhooks
{
    public const string Path = "/api/twilio/webhook/sms";
    private static int _count;

    public static string NewSid() => $"SM{Guid.NewGuid():N}";

    public static string NewPhone() => $"+1555{Interlocked.Increment(ref _count) + 2_000_000}";

    public static Dictionary<string, string> Sms(string from, string body, string? sid = null) => new()
    {
        ["MessageSid"] = sid ?? NewSid(),
        ["AccountSid"] = SandboxDefaults.AccountSid,
        ["From"] = from,
        ["To"] = SandboxDefaults.PhoneNumber,
        ["Body"] = body,
        ["NumMedia"] = "0",
        ["NumSegments"] = "1",
        ["SmsStatus"] = "received",
    };

    public static Task<HttpResponseMessage> PostAsync(
        this PlatformHost host, IEnumerable<KeyValuePair<string, string>> form, string path = Path, string? signature = null)
    {
        var body = Encoding.UTF8.GetBytes(string.Join('&', form.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}")));
        var url = new Uri(host.Address, path).AbsoluteUri;
        return host.PostRawAsync(
            path, body, "application/x-www-form-urlencoded", signature ?? TwilioSignature.Sign(SandboxDefaults.AuthToken, url, form));
    }

    public static Task<HttpResponseMessage> PostRawAsync(
        this PlatformHost host, string path, byte[] body, string contentType, string? signature)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (signature is not null)
        {
            request.Headers.Add(TwilioSignature.Header, signature);
        }

        return host.Anonymous.SendAsync(request);
    }

    public static async Task<string?> CodeAsync(this HttpResponseMessage response)
    {
        using var problem = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return problem.RootElement.GetProperty("code").GetString();
    }
}
