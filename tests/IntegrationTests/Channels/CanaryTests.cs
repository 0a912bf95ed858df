using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using SmsPlatform.IntegrationTests.Accounts;

namespace SmsPlatform.IntegrationTests.Channels;

/// <summary>A secret that is saved as a credential is found nowhere else: not in answers, logs, traces or the database.</summary>
public sealed class CanaryTests(CanaryTests.Host host) : IClassFixture<CanaryTests.Host>
{
    private const string Token = "canary0token0f0r0grep0ping000001";
    private const string FormerToken = "canary0token0f0r0grep0ping000000";
    private const string ApiKeySecret = "canary0token0f0r0grep0ping000002";
    private const string Canary = "canary0token";

    [Fact]
    public async Task Secret_WhateverIsDoneWithIt_AppearsNowhere()
    {
        var seen = new StringBuilder();
        using var traces = Listen(seen);
        var scene = await Scene.NewAsync(host, account =>
        {
            account.AuthToken = Token;
            account.ApiKeys["SK0123456789abcdef0123456789abcdef"] = ApiKeySecret;
        });
        var fields = new Dictionary<string, string>(scene.Fields)
        {
            ["authToken"] = FormerToken,
            ["apiKeySid"] = "SK0123456789abcdef0123456789abcdef",
            ["apiKeySecret"] = ApiKeySecret,
        };
        seen.Append(await scene.SaveAsync(fields));
        seen.Append(await scene.PostAsync("test"));
        seen.Append(await scene.SaveAsync(new Dictionary<string, string> { ["authToken"] = Token }));

        // What works, what fails, and what is refused.
        foreach (var action in new[] { "test", "webhook", "toggle", "toggle" })
        {
            seen.Append(await scene.PostAsync(action));
        }

        using var refused = await scene.PostSaveAsync(new Dictionary<string, string> { ["authToken"] = Token, ["nonsense"] = ApiKeySecret });
        using var malformed = await host.Admin.PostAsync(scene.Root, new StringContent($$"""{ "fields": { "authToken": "{{Token}}" """));
        using var sent = await host.Admin.PostAsJsonAsync($"/api/twilio/{scene.ChatbotId}/send-sms", new { to = SignedWebhooks.NewPhone(), body = "x" });
        using var accepted = await scene.PostWebhookAsync(scene.Sms(SignedWebhooks.NewPhone(), "signed with it"), Token);
        using var rejected = await scene.PostWebhookAsync(scene.Sms(SignedWebhooks.NewPhone(), "signed with another"), "another");
        foreach (var response in new[] { refused, malformed, sent, accepted, rejected })
        {
            Note(seen, await response.Content.ReadAsStringAsync());
        }

        await host.WaitForAsync("the send was tried", "SELECT count(*) > 0 FROM messaging.delivery_attempts WHERE finished_at IS NOT NULL", []);
        Note(seen, (await scene.WaitForRejectionAsync()).ToString());
        foreach (var path in new[] { scene.Root, $"{scene.Root}/logs", $"{scene.Root}/rejections", "/api/admin/integrations/rejections", $"/api/chatbots/{scene.ChatbotId}", "/openapi/v1.json" })
        {
            Note(seen, await host.Admin.GetStringAsync(path));
        }

        Assert.Equal(200, (int)accepted.StatusCode);
        var all = Read(seen);
        Assert.Contains("test", all, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, all, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("webhook was rejected", host.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, host.Log.Text, StringComparison.OrdinalIgnoreCase);
        var dump = await DumpAsync();
        Assert.Contains(scene.Account.Sid, dump, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, dump, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Token)), dump, StringComparison.Ordinal);
    }

    private static ActivityListener Listen(StringBuilder seen)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
                Note(seen, $"{activity.DisplayName}{string.Join(' ', activity.TagObjects)}{string.Join(' ', activity.Events.SelectMany(e => e.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    // Traces come from whatever runs beside the test, so each use takes the lock.
    private static void Note(StringBuilder seen, string text)
    {
        lock (seen)
        {
            seen.Append(text);
        }
    }

    private static string Read(StringBuilder seen)
    {
        lock (seen)
        {
            return seen.ToString();
        }
    }

    private async Task<string> DumpAsync()
    {
        var address = new NpgsqlConnectionStringBuilder(host.Database.ConnectionString);
        var program = Directory.EnumerateFiles("/usr/lib/postgresql", "pg_dump", SearchOption.AllDirectories).Order().Last();
        using var dump = Process.Start(new ProcessStartInfo(program, ["--inserts", "-h", address.Host!, "-p", $"{address.Port}", "-U", address.Username!, address.Database!])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PGPASSWORD"] = address.Password ?? "" },
        })!;
        var errors = dump.StandardError.ReadToEndAsync();
        var text = await dump.StandardOutput.ReadToEndAsync();
        await dump.WaitForExitAsync();
        Assert.True(dump.ExitCode == 0, await errors);
        return text;
    }

    public sealed class Host : PlatformHost
    {
        internal CapturedLog Log { get; } = new();

        internal override void Customize(IWebHostBuilder builder) => builder.ConfigureLogging(logging => logging
            .ClearProviders()
            .AddProvider(Log)
            .AddFilter<CapturedLog>(category: null, LogLevel.Trace)
            .SetMinimumLevel(LogLevel.Trace));
    }
}
