using MediatR;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Application.Channels;

namespace SmsPlatform.IntegrationTests.Channels;

/// <summary>Credentials that were revoked are noticed before the first message is lost to them, and their return as well.</summary>
public sealed class CredentialProbeTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task Probe_OfRevokedCredentials_BreaksTheIntegrationUntilTheyWorkAgain()
    {
        var scene = await Scene.ConnectedAsync(host);
        await ProbeAsync();
        var untouched = await ProbesAsync(scene);
        var token = scene.Account.AuthToken;
        host.Clock.Advance(TimeSpan.FromHours(25));
        await ProbeAsync();
        var working = await StateAsync(scene);

        scene.Account.AuthToken = "revoked";
        host.Sandbox.PutAccount(scene.Account);
        host.Clock.Advance(TimeSpan.FromHours(25));
        await ProbeAsync();
        var broken = await StateAsync(scene);
        scene.Account.AuthToken = token;
        host.Sandbox.PutAccount(scene.Account);
        await ProbeAsync();
        var notYet = await StateAsync(scene);
        host.Clock.Advance(TimeSpan.FromMinutes(31));
        await ProbeAsync();

        Assert.Equal(0L, untouched);
        Assert.Equal("connected/0/ok", working);
        Assert.Equal("error/1/twilio.credentials_refused", broken);
        Assert.Equal(broken, notYet);
        Assert.Equal("connected/0/ok", await StateAsync(scene));
        Assert.True(await host.ScalarAsync<bool>(
            "SELECT count(*) FILTER (WHERE event = 'test_failed') = 1 AND count(*) FILTER (WHERE event = 'test_passed') >= 1 FROM channels.integration_logs WHERE chatbot_id = $1",
            scene.ChatbotId));
    }

    private async Task ProbeAsync()
    {
        await using var scope = host.Services.CreateAsyncScope();
        var probed = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ProbeCredentials());
        Assert.True(probed.IsSuccess);
    }

    private Task<long> ProbesAsync(Scene scene) => host.ScalarAsync<long>(
        "SELECT count(*) FROM channels.credential_probes AS p JOIN channels.integrations AS i ON i.id = p.integration_id WHERE i.chatbot_id = $1", scene.ChatbotId);

    private Task<string> StateAsync(Scene scene) => host.ScalarAsync<string>(
        """
        SELECT concat_ws('/', i.status, p.failures, p.code)
        FROM channels.integrations AS i JOIN channels.credential_probes AS p ON p.integration_id = i.id WHERE i.chatbot_id = $1
        """,
        scene.ChatbotId);
}
