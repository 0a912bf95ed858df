using SmsPlatform.Sandbox.Ai;
using SmsPlatform.Sandbox.Delivery;
using SmsPlatform.Sandbox.Failures;
using SmsPlatform.Sandbox.Network;

namespace SmsPlatform.Sandbox;

/// <summary>The sandbox inside a test: on a free port of this machine, scripted and watched without HTTP.</summary>
/// <remarks>Every wait has a limit in real time and ends with a <see cref="TimeoutException"/> when it is reached.</remarks>
public sealed class SandboxServer : IAsyncDisposable
{
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;
    private readonly Changes _changes;
    private readonly Journal _journal;
    private readonly SmsNetwork _network;

    private SandboxServer(WebApplication app)
    {
        _app = app;
        _changes = app.Services.GetRequiredService<Changes>();
        _journal = app.Services.GetRequiredService<Journal>();
        _network = app.Services.GetRequiredService<SmsNetwork>();
        BaseAddress = new Uri(app.Urls.First());
    }

    /// <summary>What stands in place of <c>https://api.twilio.com</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>What the provider does wrong next.</summary>
    public FailureScript Failures => _app.Services.GetRequiredService<FailureScript>();

    /// <summary>What the sandbox's language model does next, and what it was asked.</summary>
    public ModelScript Model => _app.Services.GetRequiredService<ModelScript>();

    /// <summary>Every authenticated request to send, oldest first, refused ones too.</summary>
    public IReadOnlyList<SendAttempt> Sends => _journal.Sends;

    /// <summary>Every webhook whose tries have ended, oldest first.</summary>
    public IReadOnlyList<WebhookExchange> Webhooks => _journal.Webhooks;

    /// <summary>What Twilio's debugger would show.</summary>
    public IReadOnlyList<ProviderAlert> Alerts => _journal.Alerts;

    /// <summary>Starts on an ephemeral port. Without options: the default account, no webhook address, no delays.</summary>
    public static async Task<SandboxServer> StartAsync(SandboxOptions? options = null, CancellationToken cancellationToken = default)
    {
        // An empty builder: the test process's arguments, settings and logs are none of the sandbox's business.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(SandboxServer).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        var app = SandboxApp.Build(builder, options ?? new SandboxOptions());
        await app.StartAsync(cancellationToken);
        return new SandboxServer(app);
    }

    /// <summary>Adds an account, or replaces the one with this SID.</summary>
    public void PutAccount(AccountOptions account) => _network.PutAccount(account);

    /// <summary>Says where a number posts inbound messages.</summary>
    public void SetSmsUrl(string smsUrl, string phoneNumber = SandboxDefaults.PhoneNumber, string? fallbackUrl = null)
    {
        var number = _network.FindNumber(phoneNumber)
            ?? throw new ArgumentException($"No account here owns {phoneNumber}.", nameof(phoneNumber));
        _network.Update(() =>
        {
            number.SmsUrl = smsUrl;
            number.SmsFallbackUrl = fallbackUrl ?? number.SmsFallbackUrl;
        });
    }

    /// <summary>Texts the platform as a phone; ends when the webhook was answered.</summary>
    public Task<TextOutcome> TextAsync(
        string from, string body, string to = SandboxDefaults.PhoneNumber, CancellationToken cancellationToken = default) =>
        TextAsync(new PhoneText(from, to, body), cancellationToken);

    public Task<TextOutcome> TextAsync(PhoneText text, CancellationToken cancellationToken = default)
    {
        var number = _network.FindNumber(text.To) ?? throw new ArgumentException($"No account here owns {text.To}.", nameof(text));
        return _app.Services.GetRequiredService<InboundTexts>().ReceiveAsync(number, text, cancellationToken);
    }

    /// <summary>Posts the webhook of an earlier text once more.</summary>
    public Task<TextOutcome> RepostAsync(string messageSid, CancellationToken cancellationToken = default)
    {
        var message = _network.OnPhone(phone: null).FirstOrDefault(m => m.Sid == messageSid && m.IsInbound)
            ?? throw new ArgumentException($"No phone sent {messageSid}.", nameof(messageSid));
        return _app.Services.GetRequiredService<InboundTexts>().RepostAsync(message, cancellationToken);
    }

    /// <summary>What a phone sent and received, in order; of all phones without a number.</summary>
    public IReadOnlyList<PhoneMessage> MessagesOf(string? phone = null) => [.. _network.OnPhone(phone).Select(PhoneThread.Read)];

    /// <summary>What a phone received, in order.</summary>
    public IReadOnlyList<PhoneMessage> ReceivedBy(string phone) => [.. MessagesOf(phone).Where(m => m.Direction == "received")];

    /// <summary>Whether the phone has opted out of the sender: a number, or a Messaging Service.</summary>
    public bool IsOptedOut(string phone, string sender = SandboxDefaults.PhoneNumber) => _network.IsOptedOut(sender, phone);

    /// <summary>Waits until the phone has received so many messages, and answers them all.</summary>
    public async Task<IReadOnlyList<PhoneMessage>> WaitForReceivedAsync(
        string phone, int count = 1, TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        await WaitForAsync(() => ReceivedBy(phone).Count >= count, $"{count} message(s) on {phone}", limit, cancellationToken);
        return ReceivedBy(phone);
    }

    /// <summary>Waits until so many sends were asked for, and answers them all.</summary>
    public async Task<IReadOnlyList<SendAttempt>> WaitForSendsAsync(
        int count, TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        await WaitForAsync(() => Sends.Count >= count, $"{count} send(s)", limit, cancellationToken);
        return Sends;
    }

    /// <summary>Waits until a status callback that tells this status was answered.</summary>
    public async Task<WebhookExchange> WaitForCallbackAsync(
        string messageSid, string status, TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        WebhookExchange? found = null;
        await WaitForAsync(
            () => (found = Webhooks.FirstOrDefault(w => w.Kind == "status" && w.MessageSid == messageSid && w.Parameter("MessageStatus") == status)) is not null,
            $"callback {status} of {messageSid}",
            limit,
            cancellationToken);
        return found!;
    }

    /// <summary>Waits until nothing is under way: every accepted message ended, every callback was answered.</summary>
    public Task WaitForQuietAsync(TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        var background = _app.Services.GetRequiredService<BackgroundWork>();
        return WaitForAsync(() => background.IsIdle, "nothing under way", limit, cancellationToken);
    }

    /// <summary>Waits until the condition holds; it is looked at again whenever anything happens in the sandbox.</summary>
    public Task WaitForAsync(Func<bool> condition, string what, TimeSpan? limit = null, CancellationToken cancellationToken = default) =>
        _changes.UntilAsync(condition, limit ?? DefaultLimit, what, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
