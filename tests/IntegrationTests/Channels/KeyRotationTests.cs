using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Infrastructure.Security;

namespace SmsPlatform.IntegrationTests.Channels;

/// <summary>The encryption key is replaced while everything runs.</summary>
public sealed class KeyRotationTests(KeyRotationTests.Host host) : IClassFixture<KeyRotationTests.Host>
{
    private const int Messages = 60;

    [Fact]
    public async Task Rotate_WhileWebhooksAndSendsRun_LosesAndRejectsNothing()
    {
        var scenes = new List<Scene>();
        for (var i = 0; i < 3; i++)
        {
            scenes.Add(await Scene.ConnectedAsync(host));
        }

        await SealWithFormerKeyAsync(scenes);
        host.Services.GetRequiredService<IIntegrationDirectory>().Invalidate();
        var phones = Enumerable.Range(0, Messages).Select(_ => SignedWebhooks.NewPhone()).ToList();

        var posting = Task.WhenAll(phones.Select(async (phone, i) =>
        {
            using var response = await scenes[i % 3].PostWebhookAsync(scenes[i % 3].Sms(phone, "hello"));
            return response.StatusCode;
        }));
        var rotations = new List<System.Text.Json.JsonElement>();
        for (var i = 0; i < 3; i++)
        {
            using var rotated = await host.Admin.PostAsync("/api/admin/integrations/rotate-keys", null);
            Assert.Equal(HttpStatusCode.OK, rotated.StatusCode);
            rotations.Add(await Scene.JsonAsync(rotated));
        }

        Assert.All(await posting, status => Assert.Equal(HttpStatusCode.OK, status));
        foreach (var phone in phones)
        {
            await host.Sandbox.WaitForReceivedAsync(phone);
        }

        Assert.Equal(3, rotations.Sum(rotation => rotation.GetProperty("resealed").GetInt32()));
        Assert.All(rotations, rotation => Assert.Equal(0, rotation.GetProperty("unreadable").GetInt32()));
        Assert.Equal(0L, await host.ScalarAsync<long>(
            "SELECT count(*) FROM channels.integrations, jsonb_array_elements(secrets) AS s WHERE s ->> 'keyId' <> $1",
            rotations[0].GetProperty("keyId").GetString()!));
        Assert.Equal(0L, await host.ScalarAsync<long>("SELECT count(*) FROM channels.webhook_rejections"));
    }

    private async Task SealWithFormerKeyAsync(IEnumerable<Scene> scenes)
    {
        var vault = new SecretVault(
            EncryptionKeys.Load(new ConfigurationBuilder().AddInMemoryCollection([new("Encryption:Key", Host.FormerKey)]).Build()), host.Clock);
        foreach (var scene in scenes)
        {
            var workspace = await host.ScalarAsync<Guid>("SELECT workspace_id FROM chatbots.chatbots WHERE id = $1", scene.ChatbotId);
            var secret = vault.Seal(
                WorkspaceId.From(workspace), IntegrationId.From(await scene.IdAsync()), "authToken", scene.Account.AuthToken);
            await host.ExecuteAsync(
                "UPDATE channels.integrations SET secrets = $2::jsonb WHERE chatbot_id = $1",
                scene.ChatbotId,
                System.Text.Json.JsonSerializer.Serialize(new[] { secret }, System.Text.Json.JsonSerializerOptions.Web));
        }
    }

    public sealed class Host : PlatformHost
    {
        internal static string FormerKey { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

        internal override void Customize(IWebHostBuilder builder)
        {
            builder.UseSetting("Encryption:Key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            builder.UseSetting("Encryption:PreviousKeys", FormerKey);
        }
    }
}
