using System.Text.Json;
using SmsPlatform.IntegrationTests.GraphQL;

namespace SmsPlatform.IntegrationTests.Tenancy;

/// <summary>
/// A second workspace's owner hears of its own alone. Streams are in the order of the commits, so what comes first when something of
/// one's own follows something of others tells that theirs was passed over.
/// </summary>
public sealed class SubscriptionTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task Stranger_WhoSubscribes_HearsOfItsOwnAlone()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var seeded = new SeededObjects(host);
        await seeded.SeedAsync();
        using var stranger = await seeded.StrangerAsync("listener@example.com");
        var conversation = await host.ScalarAsync<Guid>("SELECT id FROM messaging.conversations ORDER BY id DESC LIMIT 1");
        var other = await host.ScalarAsync<Guid>(
            "SELECT workspace_id FROM accounts.members AS m JOIN accounts.users AS u ON u.id = m.user_id WHERE u.email = 'listener@example.com'");
        var twin = await Twin.OfAsync(host, conversation, other);
        await using var received = await OpenAsync(stranger, "onSmsReceived { id body }");
        await using var changed = await OpenAsync(stranger, "onMessageStatusChanged { id body }");
        await using var updated = await OpenAsync(stranger, "onConversationUpdated { id contactAddress }");
        await using var decided = await OpenAsync(stranger, "onConversationUpdated { id contactAddress }");

        await seeded.SeedAsync();
        await host.ExecuteAsync("UPDATE messaging.conversations SET mode = 'human' WHERE id <> $1", twin.Id);
        await host.ExecuteAsync("UPDATE messaging.conversations SET mode = 'human' WHERE id = $1", twin.Id);
        await IsAsync(decided, "Conversation", twin.Id);
        await IsAsync(updated, "Conversation", twin.Id);
        await IsAsync(received, "Message", await twin.CopyAsync("inbound"));
        await IsAsync(changed, "Message", await twin.CopyAsync("outbound"));

        Task<EventStream> OpenAsync(HttpClient client, string field) =>
            EventStream.OpenAsync(client, $"subscription {{ {field} }}", null, patience.Token);

        async Task IsAsync(EventStream stream, string type, Guid id)
        {
            var first = await stream.NextAsync(patience.Token);
            Assert.Equal(GlobalId(type, id), first.GetProperty("id").GetString());
        }
    }

    [Theory]
    [InlineData("onSmsReceived")]
    [InlineData("onMessageStatusChanged")]
    public async Task Stranger_WhoResumesAtAnothersMessage_IsTurnedAway(string field)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var seeded = new SeededObjects(host);
        await seeded.SeedAsync();
        using var stranger = await seeded.StrangerAsync($"{field}@example.com");
        var message = await host.ScalarAsync<Guid>("SELECT id FROM messaging.messages WHERE direction = 'outbound' ORDER BY seq DESC LIMIT 1");
        var place = Convert.ToBase64String([.. "Place:"u8, .. message.ToByteArray(), 0, 0, 0, 1]);

        foreach (var after in (string[])[GlobalId("Message", message), place])
        {
            await using var stream = await EventStream.OpenAsync(
                stranger, $"subscription ($after: String) {{ {field}(after: $after) {{ id }} }}", new { after }, patience.Token);
            var results = new List<JsonElement>();
            await foreach (var result in stream.ReadAsync(patience.Token))
            {
                results.Add(result);
            }

            Assert.Equal("cursor.not_found", Assert.Single(results).ErrorCode());
        }
    }

    private static string GlobalId(string type, Guid id) =>
        Convert.ToBase64String([.. System.Text.Encoding.UTF8.GetBytes($"{type}:"), .. id.ToByteArray()]);
}
