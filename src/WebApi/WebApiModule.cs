using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.HttpOverrides;
using SmsPlatform.WebApi.Accounts;
using SmsPlatform.WebApi.Automation;
using SmsPlatform.WebApi.Channels;
using SmsPlatform.WebApi.Chatbots;
using SmsPlatform.WebApi.GraphQL;
using SmsPlatform.WebApi.Knowledge;
using SmsPlatform.WebApi.Media;
using SmsPlatform.WebApi.Messaging;
using SmsPlatform.WebApi.OpenApi;
using SmsPlatform.WebApi.Operations;
using SmsPlatform.WebApi.Twilio;
using IPNetwork = System.Net.IPNetwork;

namespace SmsPlatform.WebApi;

/// <summary>The edges: what is mapped where, and what every request passes through.</summary>
internal static class WebApiModule
{
    private const string DefaultAddress = "http://localhost:5080";

    public static void AddWebApi(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        builder.Services.Configure<TwimlOptions>(builder.Configuration.GetSection("Twilio"));
        builder.AddTrustedProxies();
        builder.Services.AddProblems();
        builder.Services.AddAccounts(builder.Configuration);
        builder.Services.AddPlatformHealth();
        builder.Services.AddPlatformOpenApi();
        builder.Services.AddPlatformGraphQL(builder.Configuration, builder.Environment);
    }

    public static void UseWebApi(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseProblems();

        // Here, and not at the very beginning: webhooks go straight to their endpoints, and need the two above.
        app.UseRouting();
        app.UseAccounts();
        app.UseWebSockets();
    }

    public static void MapWebApi(this WebApplication app)
    {
        app.MapTwilioWebhooks();
        app.MapTwilioSms();
        app.MapTwilioChatbots();
        app.MapChatbots();
        app.MapAutomation();
        app.MapIntegrations();
        app.MapKnowledge();
        app.MapMedia();
        app.MapConsent();
        app.MapDelivery();
        app.MapAccounts();
        app.MapJobs();
        app.MapPlatformHealth();
        app.MapPrometheusMetrics();
        app.MapOpenApi();
        app.MapPlatformGraphQL();
    }

    /// <summary>Forwarded headers count only from proxies on this machine and those that <c>TrustedProxies</c> names.</summary>
    private static void AddTrustedProxies(this WebApplicationBuilder builder)
    {
        var trusted = builder.Configuration["TrustedProxies"] ?? "";
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.All;

            // However many proxies stand in a row, each but the last must be a trusted one.
            options.ForwardLimit = null;
            foreach (var proxy in trusted.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                options.KnownIPNetworks.Add(NetworkOf(proxy));
            }
        });
    }

    /// <summary>Reads <c>10.0.0.0/8</c>, or a single address.</summary>
    private static IPNetwork NetworkOf(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
        {
            return network;
        }

        return IPAddress.TryParse(text, out var address)
            ? new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
            : throw new InvalidOperationException($"TrustedProxies: '{text}' is neither an address nor a network such as 10.0.0.0/8.");
    }
}
