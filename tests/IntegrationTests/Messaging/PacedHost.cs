using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Infrastructure.Messaging;
using SmsPlatform.Sandbox;

namespace SmsPlatform.IntegrationTests.Messaging;

/// <summary>A platform with Twilio's real rates, and a provider that counts by the same clock.</summary>
public sealed class PacedHost : PlatformHost
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    internal override SandboxOptions SandboxSettings() => new() { Clock = Clock };

    internal override void Customize(IWebHostBuilder builder)
    {
        builder.UseSetting("Twilio:Rates:LongCode", "1");
        builder.UseSetting("Twilio:Rates:Account", "100");
    }

    /// <summary>Puts the clock forward, little by little and only while nothing is to be done, until the condition holds.</summary>
    internal async Task PlayUntilAsync(string what, Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition())
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"Waited in vain: {what}.");
            }

            if (await IsIdleAsync())
            {
                Clock.Advance(Step);
                Services.GetRequiredService<WorkSignal>().DeliveriesMayBeDue();
            }
        }
    }

    /// <summary>Nothing is under way, and nothing is due.</summary>
    private Task<bool> IsIdleAsync() => ScalarAsync<bool>(
        "SELECT NOT EXISTS (SELECT FROM messaging.conversation_activity WHERE delivery_lease_until IS NOT NULL OR delivery_due_at <= $1)",
        Clock.GetUtcNow());
}
