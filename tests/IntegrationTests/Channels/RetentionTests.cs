using MediatR;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Application.Channels;

namespace SmsPlatform.IntegrationTests.Channels;

/// <summary>What is kept for a time only.</summary>
public sealed class RetentionTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task Forget_AfterTheTimeTheyAreKept_RemovesLogsAndReplacedSecrets()
    {
        var scene = await Scene.ConnectedAsync(host);
        await scene.SaveAsync(new Dictionary<string, string> { ["authToken"] = "another-token-0123456789abcdef" });
        await host.ExecuteAsync(
            "UPDATE channels.integration_logs SET created_at = now() - interval '91 days' WHERE chatbot_id = $1 AND event = 'created'", scene.ChatbotId);

        await ForgetAsync();
        var kept = await RetiredAsync(scene);
        await host.ExecuteAsync(
            """
            UPDATE channels.integrations
            SET retired_secrets = jsonb_set(retired_secrets, '{0,acceptedUntil}', to_jsonb(now() - interval '31 days')) WHERE chatbot_id = $1
            """,
            scene.ChatbotId);
        await ForgetAsync();

        Assert.Equal(1, kept);
        Assert.Equal(0, await RetiredAsync(scene));
        Assert.Equal(
            ["changed", "enabled"],
            (await scene.GetAsync($"{scene.Root}/logs")).GetProperty("items").EnumerateArray().Select(log => log.GetProperty("event").GetString()));
    }

    private Task<int> RetiredAsync(Scene scene) => host.ScalarAsync<int>(
        "SELECT jsonb_array_length(retired_secrets) FROM channels.integrations WHERE chatbot_id = $1", scene.ChatbotId);

    private async Task ForgetAsync()
    {
        await using var scope = host.Services.CreateAsyncScope();
        var forgotten = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ForgetOldIntegrationData());
        Assert.True(forgotten.IsSuccess);
    }
}
