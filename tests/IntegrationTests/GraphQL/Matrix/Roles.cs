using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SmsPlatform.IntegrationTests.Tenancy;

namespace SmsPlatform.IntegrationTests.GraphQL.Matrix;

/// <param name="IsOutside">Nothing of the first workspace, or of its first chatbot, may ever be told to it.</param>
internal sealed record Role(string Name, HttpClient Client, bool IsOutside = false) : IDisposable
{
    public void Dispose() => Client.Dispose();
}

/// <summary>Everybody who may come along, each signed in.</summary>
internal static class Roles
{
    public static async Task<IReadOnlyList<Role>> SignInAsync(PlatformHost host, SeededObjects seeded, Guid otherChatbot)
    {
        var chatbot = await host.ScalarAsync<Guid>("SELECT id FROM chatbots.chatbots ORDER BY id LIMIT 1");
        return
        [
            new Role("admin", host.Admin),
            new Role("owner", await seeded.JoinAsync("matrix-owner@example.com", "Owner", seeded.Workspace)),
            new Role("agent", await seeded.JoinAsync("matrix-agent@example.com", "Agent", seeded.Workspace)),
            new Role("key", await KeyAsync(host, chatbotId: null)),
            new Role("bot key", await KeyAsync(host, chatbot)),
            new Role("other's key", await KeyAsync(host, otherChatbot), IsOutside: true),
            new Role("nobody", new HttpClient { BaseAddress = host.Address }, IsOutside: true),
            new Role("stranger", await seeded.StrangerAsync("matrix-stranger@example.com"), IsOutside: true),
        ];
    }

    private static async Task<HttpClient> KeyAsync(PlatformHost host, Guid? chatbotId)
    {
        using var made = await host.Admin.PostAsJsonAsync(
            "/api/api-keys", new { name = SeededObjects.Canary, scopes = new[] { "read", "send", "manage" }, chatbotId });
        made.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await made.Content.ReadAsStringAsync());
        var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.RootElement.GetProperty("key").GetString());
        return client;
    }
}
