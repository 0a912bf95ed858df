using System.Net;
using System.Net.Http.Json;
using SmsPlatform.IntegrationTests.Tenancy;
using SmsPlatform.Sandbox;

namespace SmsPlatform.IntegrationTests.Channels;

/// <summary>Anybody can write down somebody else's account and number; only the signature tells whose they are.</summary>
public sealed class SharedNumberTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task Webhook_OfANumberThatAStrangerClaimedFirst_StillReachesItsOwner()
    {
        var seeded = new SeededObjects(host);
        await seeded.SeedAsync();
        using var stranger = await seeded.StrangerAsync("squatter@example.com");
        using var made = await stranger.PostAsJsonAsync("/api/chatbots", new { name = "Squatter" });
        made.EnsureSuccessStatusCode();
        using var chatbot = System.Text.Json.JsonDocument.Parse(await made.Content.ReadAsStringAsync());
        using var claimed = await stranger.PostAsJsonAsync($"/api/integrations/{chatbot.RootElement.GetProperty("id").GetString()}", new
        {
            channel = "sms",
            enabled = true,
            fields = new { accountSid = SandboxDefaults.AccountSid, authToken = "0123456789abcdef0123456789abcdef", phoneNumber = PlatformHost.Number },
        });
        claimed.EnsureSuccessStatusCode();

        // As if it had been there before the owner's.
        await host.ExecuteAsync("DELETE FROM channels.integration_logs WHERE NOT EXISTS (SELECT FROM channels.integrations AS i WHERE i.id = integration_id AND i.is_default)");
        await host.ExecuteAsync("UPDATE channels.integrations SET id = '00000000-0000-0000-0000-000000000001' WHERE NOT is_default");
        host.ForgetIntegrations();
        var form = SignedWebhooks.Sms(SignedWebhooks.NewPhone(), "for the owner");
        using var response = await host.PostAsync(form);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(seeded.Workspace, await host.ScalarAsync<Guid>(
            """SELECT workspace_id FROM messaging.messages WHERE "from" = $1""", form["From"]));
    }
}
