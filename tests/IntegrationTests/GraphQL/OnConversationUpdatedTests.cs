using System.Net.Http.Json;
using System.Text.Json;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>Conversations as they change.</summary>
public sealed class OnConversationUpdatedTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    private const string Query = """
        subscription ($chatbot: ID) {
          onConversationUpdated(chatbotId: $chatbot) {
            id mode contactAddress optedOutAt
            messages(first: 1) { nodes { direction } }
          }
        }
        """;

    [Fact]
    public async Task Subscriber_WhenAMessageComesAndIsAnswered_HearsOfIt()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var phone = SignedWebhooks.NewPhone();
        await using var stream = await EventStream.OpenAsync(host.Admin, Query, null, patience.Token);

        using var stored = await host.PostAsync(SignedWebhooks.Sms(phone, "hello"));
        var first = await OfAsync(stream, phone, patience.Token);
        var last = first;
        while (last.GetProperty("messages").GetProperty("nodes")[0].GetProperty("direction").GetString() != "OUTBOUND")
        {
            last = await OfAsync(stream, phone, patience.Token);
        }

        // Which took no note of its own: what comes in costs nothing more for being followed.
        Assert.Equal(0L, await host.ScalarAsync<long>("""
            SELECT count(*) FROM messaging.conversation_changes AS n JOIN messaging.conversations AS c ON c.id = n.conversation_id
            WHERE c.contact_address = $1
            """, phone));
        Assert.Equal("BOT", first.GetProperty("mode").GetString());
        Assert.Equal(first.GetProperty("id").GetString(), last.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Subscriber_WhenSomebodyDecidesSomething_HearsOfIt()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var phone = SignedWebhooks.NewPhone();
        using (var stored = await host.PostAsync(SignedWebhooks.Sms(phone, "hello")))
        {
            stored.EnsureSuccessStatusCode();
        }

        await host.WaitForAsync("the answer", "SELECT EXISTS (SELECT FROM messaging.messages WHERE \"to\" = $1 AND status = 'delivered')", [phone]);
        await using var stream = await EventStream.OpenAsync(host.Admin, Query, null, patience.Token);

        await host.ExecuteAsync("UPDATE messaging.conversations SET mode = 'human' WHERE contact_address = $1", phone);
        Assert.Equal("HUMAN", (await OfAsync(stream, phone, patience.Token)).GetProperty("mode").GetString());

        using var stop = await host.PostAsync(SignedWebhooks.Sms(phone, "STOP"));
        Assert.NotNull((await OfAsync(stream, phone, patience.Token)).GetProperty("optedOutAt").GetString());
    }

    [Fact]
    public async Task Subscriber_OfAnotherChatbot_IsPassedOver()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var made = await host.Admin.PostAsJsonAsync("/api/chatbots", new { name = "quiet" });
        made.EnsureSuccessStatusCode();
        var first = await host.ScalarAsync<Guid>("SELECT chatbot_id FROM channels.integrations ORDER BY id LIMIT 1");
        var quiet = await host.ScalarAsync<Guid>("SELECT id FROM chatbots.chatbots WHERE name = 'quiet'");
        var (phone, other) = (SignedWebhooks.NewPhone(), SignedWebhooks.NewPhone());
        await using var stream = await EventStream.OpenAsync(host.Admin, Query, new { chatbot = Chatbot(quiet) }, patience.Token);
        await using var all = await EventStream.OpenAsync(host.Admin, Query, new { chatbot = Chatbot(first) }, patience.Token);

        using var stored = await host.PostAsync(SignedWebhooks.Sms(phone, "to the first"));
        await OfAsync(all, phone, patience.Token);
        using var later = await host.PostAsync(SignedWebhooks.Sms(other, "to the first too"));
        await OfAsync(all, other, patience.Token);
        await host.ExecuteAsync("UPDATE messaging.conversations SET chatbot_id = $2 WHERE contact_address = $1", other, quiet);

        Assert.Equal(other, (await stream.NextAsync(patience.Token)).GetProperty("contactAddress").GetString());
    }

    private static string Chatbot(Guid id) => Convert.ToBase64String([.. "Chatbot:"u8, .. id.ToByteArray()]);

    private static async Task<JsonElement> OfAsync(EventStream stream, string phone, CancellationToken cancellationToken)
    {
        while (true)
        {
            var conversation = await stream.NextAsync(cancellationToken);
            if (conversation.GetProperty("contactAddress").GetString() == phone)
            {
                return conversation;
            }
        }
    }
}
