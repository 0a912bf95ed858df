using SmsPlatform.Sandbox.Admin;
using SmsPlatform.Sandbox.Ai;
using SmsPlatform.Sandbox.Delivery;
using SmsPlatform.Sandbox.Failures;
using SmsPlatform.Sandbox.Media;
using SmsPlatform.Sandbox.Network;
using SmsPlatform.Sandbox.Phone;
using SmsPlatform.Sandbox.Rest;
using SmsPlatform.Sandbox.Webhooks;

namespace SmsPlatform.Sandbox;

/// <summary>Puts the sandbox together, for its own process and for tests.</summary>
internal static class SandboxApp
{
    public static WebApplication Build(WebApplicationBuilder builder, SandboxOptions options)
    {
        // Hanging requests are part of the trade here; they must not hold up the end.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.Services
            .AddProblemDetails()
            .AddSingleton(options)
            .AddSingleton(options.Clock)
            .AddSingleton<Changes>()
            .AddSingleton<Journal>()
            .AddSingleton<SmsNetwork>()
            .AddSingleton<FailureScript>()
            .AddSingleton<WebhookClient>()
            .AddSingleton<BackgroundWork>()
            .AddSingleton<StatusCallbacks>()
            .AddSingleton<Carrier>()
            .AddSingleton<Outbox>()
            .AddSingleton<InboundTexts>()
            .AddSingleton<MediaAddress>()
            .AddSingleton<MediaSource>()
            .AddSingleton<SendEndpoint>()
            .AddSingleton<TwilioAuthentication>()
            .AddSingleton<ModelScript>();

        var app = builder.Build();
        var network = app.Services.GetRequiredService<SmsNetwork>();
        foreach (var account in options.Accounts.DefaultIfEmpty(SandboxDefaults.Account(options.SmsUrl)))
        {
            network.PutAccount(account);
        }

        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(RefuseForeignPages);
        app.MapTwilio();
        app.MapPhone();
        app.MapFailures();
        app.MapAdmin();
        app.MapChat();
        app.MapEmbeddings();
        app.MapPage();
        return app;
    }

    // It asks for no credentials, so a page of another site must not command it through the browser of whoever has it open.
    private static Task RefuseForeignPages(HttpContext context, RequestDelegate next)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Authority == context.Request.Host.Value))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return next(context);
    }
}
