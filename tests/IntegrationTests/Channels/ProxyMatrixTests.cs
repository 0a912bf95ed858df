using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Sandbox.Webhooks;

namespace SmsPlatform.IntegrationTests.Channels;

/// <summary>What a proxy does to a webhook's address, and what the platform and its doctor make of it.</summary>
public sealed class ProxyMatrixTests(ProxyMatrixTests.Host host) : IClassFixture<ProxyMatrixTests.Host>
{
    private const string Trusted = "127.0.0.1";
    private const string Untrusted = "203.0.113.9";
    private const string Chained = "10.1.2.3";

    /// <remarks>{path} is the chatbot's webhook path. Headers are parted by a bar. The last is what the doctor must name; null when it is taken.</remarks>
    [Theory]
    // Nothing configured: the request's own address, as trusted proxies forward it.
    [InlineData("", Trusted, "X-Forwarded-Proto: https|X-Forwarded-Host: sms.example.com", "https://sms.example.com{path}", null)]
    [InlineData("", Trusted, "X-Forwarded-Proto: https|X-Forwarded-Host: sms.example.com:8443", "https://sms.example.com:8443{path}", null)]
    [InlineData("", Trusted, "X-Forwarded-Proto: https|X-Forwarded-Host: sms.example.com:443", "https://sms.example.com{path}", null)]
    [InlineData("", Trusted, "X-Forwarded-Proto: https|X-Forwarded-Host: sms.example.com|X-Forwarded-Prefix: /sms", "https://sms.example.com/sms{path}", null)]
    [InlineData("", Trusted, "X-Forwarded-For: 198.51.100.7, 10.1.2.3|X-Forwarded-Proto: https, https|X-Forwarded-Host: sms.example.com, sms.example.com", "https://sms.example.com{path}", null)]
    [InlineData("", Chained, "X-Forwarded-Proto: https|X-Forwarded-Host: sms.example.com", "https://sms.example.com{path}", null)]
    [InlineData("", Trusted, "X-Forwarded-Host: sms.example.com", "https://sms.example.com{path}", "scheme")]
    [InlineData("", Trusted, "X-Forwarded-Proto: https|X-Forwarded-Host: internal|Forwarded: proto=https;host=sms.example.com", "https://sms.example.com{path}", "host")]
    [InlineData("", Trusted, "X-Forwarded-Proto: https|X-Forwarded-Host: sms.example.com|X-Forwarded-Port: 8443", "https://sms.example.com:8443{path}", "port")]
    [InlineData("", Trusted, "X-Forwarded-Proto: https|X-Forwarded-Host: sms.example.com|X-Original-Uri: /public{path}", "https://sms.example.com/public{path}", "prefix")]
    [InlineData("", Trusted, "X-Forwarded-Proto: https|X-Forwarded-Host: sms.example.com|X-Original-Uri: /hook", "https://sms.example.com/hook", "path")]
    // A stranger's headers are not believed, though they tell the doctor what was meant.
    [InlineData("", Untrusted, "X-Forwarded-Proto: https|X-Forwarded-Host: sms.example.com", "https://sms.example.com{path}", "scheme")]
    [InlineData("", Untrusted, "X-Forwarded-Proto: http|X-Forwarded-Host: sms.example.com", "http://sms.example.com{path}", "host")]
    // With a public address, nothing that is forwarded matters.
    [InlineData("https://sms.example.com", Trusted, "", "https://sms.example.com{path}", null)]
    [InlineData("https://sms.example.com", Untrusted, "X-Forwarded-Host: evil.example|X-Forwarded-Proto: http", "https://sms.example.com{path}", null)]
    [InlineData("https://SMS.Example.com", Trusted, "", "https://SMS.Example.com{path}", null)]
    [InlineData("https://sms.example.com:8443", Trusted, "", "https://sms.example.com:8443{path}", null)]
    [InlineData("https://sms.example.com/sms", Trusted, "", "https://sms.example.com/sms{path}", null)]
    [InlineData("https://sms.example.com", Trusted, "", "http://sms.example.com{path}", "scheme")]
    [InlineData("https://old.example.com", Trusted, "X-Forwarded-Host: sms.example.com", "https://sms.example.com{path}", "host")]
    [InlineData("https://sms.example.com", Trusted, "", "https://elsewhere.example{path}", "unknown")]
    public async Task Webhook_ThroughAProxy_EndsAsItShould(string publicBaseUrl, string peer, string headers, string signedUrl, string? difference)
    {
        var scene = await Scene.ConnectedAsync(host);
        host.SetPublicBaseUrl(publicBaseUrl);
        var form = scene.Sms(SignedWebhooks.NewPhone(), "through a proxy");
        var url = signedUrl.Replace("{path}", scene.WebhookPath, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, scene.WebhookPath) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add(TwilioSignature.Header, TwilioSignature.Sign(scene.Account.AuthToken, url, form));
        request.Headers.Add(Host.Peer, peer);
        foreach (var header in headers.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = header.Split(": ");
            request.Headers.Add(parts[0], parts[1].Replace("{path}", scene.WebhookPath, StringComparison.Ordinal));
        }

        using var response = await host.Anonymous.SendAsync(request);

        Assert.Equal(difference is null ? HttpStatusCode.OK : HttpStatusCode.Forbidden, response.StatusCode);
        if (difference is null)
        {
            return;
        }

        var rejection = await scene.WaitForRejectionAsync();
        Assert.Equal(difference, rejection.GetProperty("difference").GetString());
        Assert.Equal("signature_invalid", rejection.GetProperty("reason").GetString());
        Assert.Equal(difference == "unknown" ? null : url, rejection.GetProperty("matchedUrl").GetString());
        Assert.NotNull(rejection.GetProperty("setting").GetString());
        Assert.Equal(0L, await host.ScalarAsync<long>("""SELECT count(*) FROM messaging.messages WHERE "from" = $1""", form["From"]));
    }

    [Fact]
    public async Task Webhook_SignedForAnotherIntegration_IsToldApart()
    {
        host.SetPublicBaseUrl("");
        var (scene, other) = (await Scene.ConnectedAsync(host), await Scene.ConnectedAsync(host));

        using var response = await scene.PostWebhookAsync(scene.Sms(SignedWebhooks.NewPhone(), "wrong address"), other.Account.AuthToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        var rejection = await scene.WaitForRejectionAsync();
        Assert.Equal("account", rejection.GetProperty("difference").GetString());
        Assert.Equal("otherIntegration", rejection.GetProperty("matchedKey").GetString());
    }

    [Fact]
    public async Task Flood_OfForgedWebhooks_IsCountedShownAndNotKept()
    {
        host.SetPublicBaseUrl("");
        var scene = await Scene.ConnectedAsync(host);

        for (var i = 0; i < 40; i++)
        {
            using var response = await scene.PostWebhookAsync(scene.Sms(SignedWebhooks.NewPhone(), "forged"), "not the token");
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }

        await host.WaitForAsync(
            "they were counted",
            "SELECT coalesce(sum(count), 0) = 40 FROM channels.rejection_counts AS c JOIN channels.integrations AS i ON i.id = c.integration_id WHERE i.chatbot_id = $1",
            [scene.ChatbotId]);
        await host.WaitForAsync(
            "the rise was logged", "SELECT count(*) = 1 FROM channels.integration_logs WHERE chatbot_id = $1 AND event = 'rejections_rose'", [scene.ChatbotId]);
        var rejections = await scene.GetAsync($"{scene.Root}/rejections");
        Assert.True(rejections.GetProperty("spiking").GetBoolean());
        Assert.Equal(40, rejections.GetProperty("lastDay").GetProperty("signature_invalid").GetInt64());
        Assert.InRange(rejections.GetProperty("items").GetArrayLength(), 1, 10);
        Assert.True((await scene.IntegrationAsync()).GetProperty("spiking").GetBoolean());
    }

    public sealed class Host : PlatformHost
    {
        public const string Peer = "X-Test-Peer";

        internal override void Customize(IWebHostBuilder builder)
        {
            builder.UseSetting("TrustedProxies", "10.0.0.0/8");
            builder.ConfigureServices(services => services.AddSingleton<IStartupFilter, PeerFilter>());
        }

        public void SetPublicBaseUrl(string url)
        {
            var settings = (IConfigurationRoot)Services.GetRequiredService<IConfiguration>();
            settings["PublicBaseUrl"] = url.Length == 0 ? null : url;
            settings.Reload();
        }
    }

    /// <summary>Lets a request come from where its header says, before anything looks at it.</summary>
    private sealed class PeerFilter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                if (IPAddress.TryParse(context.Request.Headers[Host.Peer], out var peer))
                {
                    context.Connection.RemoteIpAddress = peer;
                }

                return following(context);
            });
            next(app);
        };
    }
}
