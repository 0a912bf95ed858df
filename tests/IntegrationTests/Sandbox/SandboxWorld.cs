using SmsPlatform.Sandbox;

namespace SmsPlatform.IntegrationTests.Sandbox;

/// <summary>A sandbox, a receiver for its webhooks and a client of its API.</summary>
internal sealed class SandboxWorld : IAsyncDisposable
{
    public const string Phone = "+15555550101";

    public required SandboxServer Sandbox { get; init; }

    public required WebhookReceiver Platform { get; init; }

    public required TwilioClient Twilio { get; init; }

    public string StatusUrl => $"{Platform.Address}/status?id=7";

    public IEnumerable<string> StatusesPosted => Platform.Requests.Where(r => r.Path == "/status").Select(r => r.Form["MessageStatus"]);

    public static async Task<SandboxWorld> StartAsync(SandboxOptions? options = null)
    {
        var sandbox = await SandboxServer.StartAsync(options);
        var platform = await WebhookReceiver.StartAsync();
        if (options is null)
        {
            sandbox.SetSmsUrl($"{platform.Address}/sms");
        }

        return new SandboxWorld { Sandbox = sandbox, Platform = platform, Twilio = new TwilioClient(sandbox.BaseAddress) };
    }

    public async ValueTask DisposeAsync()
    {
        Twilio.Dispose();
        await Sandbox.DisposeAsync();
        await Platform.DisposeAsync();
    }
}
