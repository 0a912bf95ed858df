using System.Diagnostics;
using SmsPlatform.Sandbox;
using SmsPlatform.Sandbox.Webhooks;

namespace SmsPlatform.IntegrationTests.Sandbox;

/// <summary>tools/send-test-sms, which signs with nothing but bash and openssl.</summary>
public sealed class SendTestSmsScriptTests
{
    [Fact]
    public async Task SendTestSms_WhenAnswered_HasSignedAsTwilioDoes()
    {
        await using var platform = await WebhookReceiver.StartAsync();

        var (exit, output) = await RunAsync("--url", $"{platform.Address}/sms?q=It%27s#rc=3", "--body", "Grüße & 100% = \"ok\" 😀\nnext", "--media", "https://example.com/a.png");

        Assert.Equal(0, exit);
        Assert.Contains("HTTP 200\n<Response/>", output, StringComparison.Ordinal);
        var request = Assert.Single(platform.Requests);
        Assert.Equal(("Grüße & 100% = \"ok\" 😀\nnext", "1"), (request.Form["Body"], request.Form["NumMedia"]));
        Assert.Equal(
            TwilioSignature.Sign(SandboxDefaults.AuthToken, $"{platform.Address}/sms?q=It%27s", request.Form),
            request.Headers[TwilioSignature.Header]);
    }

    [Fact]
    public async Task SendTestSms_WhenRefused_SaysWhyAndFails()
    {
        await using var platform = await WebhookReceiver.StartAsync();
        platform.Answer = _ => (403, "text/plain", "no");

        var (exit, output) = await RunAsync("--url", $"{platform.Address}/sms", "--token", "other");

        Assert.Equal(1, exit);
        Assert.Contains("HTTP 403", output, StringComparison.Ordinal);
        Assert.Contains("PublicBaseUrl", output, StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Root(), "tools", "send-test-sms"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("TWILIO_AUTH_TOKEN");
        start.Environment.Remove("TWILIO_ACCOUNT_SID");

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output + await errors);
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "SmsPlatform.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return directory.FullName;
    }
}
