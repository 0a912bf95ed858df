using System.Net;
using System.Text.Json;
using SmsPlatform.IntegrationTests.Channels;
using SmsPlatform.IntegrationTests.GraphQL;

namespace SmsPlatform.IntegrationTests.Messaging;

/// <summary>An alarm that cannot look is one. A host of its own, which it breaks.</summary>
public sealed class DeliveryAlarmTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task Alarm_ThatCannotLookForLong_IsGivenUntilItCan()
    {
        await host.ExecuteAsync("ALTER TABLE messaging.messages RENAME COLUMN created_at TO hidden");
        JsonElement blind;
        try
        {
            blind = await UntilAlertAsync(true, TimeSpan.FromSeconds(10));
        }
        finally
        {
            await host.ExecuteAsync("ALTER TABLE messaging.messages RENAME COLUMN hidden TO created_at");
        }

        var well = await UntilAlertAsync(false, TimeSpan.Zero);

        Assert.Equal("degraded", blind.Text("status"));
        Assert.StartsWith("Undelivered messages could not be looked at since ", blind.Text("description"), StringComparison.Ordinal);
        Assert.Equal("healthy", well.Text("status"));
    }

    private async Task<JsonElement> UntilAlertAsync(bool expected, TimeSpan step)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var ready = await host.Anonymous.GetAsync("/health/ready", patience.Token);
            Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
            var check = (await Scene.JsonAsync(ready)).At("checks.delivery");
            if (check.At("data.alert").GetBoolean() == expected)
            {
                return check;
            }

            host.Clock.Advance(step);
            await Task.Delay(100, patience.Token);
        }
    }
}
