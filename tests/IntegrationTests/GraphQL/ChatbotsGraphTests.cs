using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SmsPlatform.IntegrationTests.Channels;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>Chatbots with their integrations, what happened with these, and which webhooks were refused.</summary>
public sealed class ChatbotsGraphTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task ChatbotById_WithItsIntegration_ShowsSettingsLogsAndNoSecret()
    {
        var scene = await Scene.ConnectedAsync(host);
        using var taken = await scene.PostWebhookAsync(scene.Sms(SignedWebhooks.NewPhone(), "count me"));
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        await host.WaitForAsync(
            "the webhook is counted", "SELECT received_count > 0 FROM channels.integrations WHERE chatbot_id = $1", [scene.ChatbotId]);

        var data = await host.Admin.DataAsync(
            """
            query ($id: ID!) {
              chatbotById(id: $id) {
                name isActive quietWindowSeconds businessHours { timeZone }
                counters { received sent failed rejected }
                integrations {
                  channel isEnabled isSpiking webhookUrl
                  settings { name value }
                  credentials { name set last4 }
                  logs(last: 2) { nodes { event user { email isMe } } pageInfo { hasPreviousPage startCursor } }
                }
              }
            }
            """,
            new { id = GraphQLCalls.GlobalId("Chatbot", scene.ChatbotId) });

        var integration = Assert.Single(data.At("chatbotById.integrations").EnumerateArray().ToList());
        Assert.Equal(0.05, data.At("chatbotById.quietWindowSeconds").GetDouble());
        Assert.True(data.At("chatbotById.counters.received").GetInt64() > 0);
        Assert.Equal(new Uri(host.Address, scene.WebhookPath).AbsoluteUri, integration.Text("webhookUrl"));
        Assert.Contains(integration.At("settings").EnumerateArray(), setting =>
            setting.Text("name") == "phoneNumber" && setting.Text("value") == scene.Number);
        Assert.Contains(integration.At("credentials").EnumerateArray(), credential =>
            credential.Text("name") == "authToken" && credential.At("set").GetBoolean() && credential.Text("last4") == scene.Account.AuthToken[^4..]);
        Assert.Equal(["CREATED", "ENABLED"], integration.At("logs.nodes").EnumerateArray().Select(log => log.Text("event")).Order());
        Assert.True(integration.At("logs.nodes.0.user.isMe").GetBoolean());
        Assert.True(integration.At("logs.pageInfo.hasPreviousPage").GetBoolean());
        Assert.DoesNotContain(scene.Account.AuthToken, data.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chatbots_ByName_AreFoundAndCounted()
    {
        var scene = await Scene.NewAsync(host);

        var data = await host.Admin.DataAsync(
            "query ($name: String!) { chatbots(where: { name: { eq: $name }, isActive: { eq: true } }) { totalCount nodes { id name } } }",
            new { name = $"Bot {scene.Account.Sid}" });

        Assert.Equal(1, data.At("chatbots.totalCount").GetInt32());
        Assert.Equal(GraphQLCalls.GlobalId("Chatbot", scene.ChatbotId), data.Text("chatbots.nodes.0.id"));
    }

    [Fact]
    public async Task WebhookRejections_OfAWrongSignature_TellTheFinding()
    {
        var scene = await Scene.ConnectedAsync(host);
        using var refused = await scene.PostWebhookAsync(
            scene.Sms(SignedWebhooks.NewPhone(), "signed for http"), url: $"https://elsewhere.example{scene.WebhookPath}");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        await scene.WaitForRejectionAsync();
        await host.WaitForAsync(
            "the rejection is counted",
            "SELECT count(*) > 0 FROM channels.rejection_counts AS n JOIN channels.integrations AS i ON i.id = n.integration_id WHERE i.chatbot_id = $1",
            [scene.ChatbotId]);

        var data = await host.Admin.DataAsync(
            """
            query ($id: ID!) {
              chatbotById(id: $id) {
                webhookRejections(first: 5) { nodes { reason triedUrls diagnosis { difference advice } integration { channel } } }
                rejectionsOfLastDay { reason count }
              }
              webhookRejections(first: 5) { totalCount nodes { chatbot { id } } }
              allWebhookRejections(first: 5) { nodes { reason } }
            }
            """,
            new { id = GraphQLCalls.GlobalId("Chatbot", scene.ChatbotId) });

        Assert.Equal("SMS", data.Text("chatbotById.webhookRejections.nodes.0.integration.channel"));
        Assert.NotEmpty(data.Text("chatbotById.webhookRejections.nodes.0.diagnosis.advice")!);
        Assert.True(data.At("chatbotById.rejectionsOfLastDay.0.count").GetInt64() > 0);
        Assert.Contains(
            data.At("webhookRejections.nodes").EnumerateArray(),
            rejection => rejection.Text("chatbot.id") == GraphQLCalls.GlobalId("Chatbot", scene.ChatbotId));
        Assert.NotEmpty(data.At("allWebhookRejections.nodes").EnumerateArray());
    }

    [Fact]
    public async Task Chatbots_HoweverMany_TakeTheSameNumberOfCommands()
    {
        for (var i = 0; i < 4; i++)
        {
            await Scene.ConnectedAsync(host);
        }

        async Task<int> CommandsAsync(int first)
        {
            using var commands = new SqlCommands();
            return await commands.CountAsync(() => host.Admin.DataAsync(
                """
                query ($first: Int!) {
                  chatbots(first: $first) {
                    nodes {
                      counters { received }
                      integrations { chatbot { name } logs(first: 2) { nodes { event user { email } integration { channel } } } }
                      webhookRejections(first: 2) { nodes { reason } }
                      rejectionsOfLastDay { count }
                    }
                  }
                }
                """,
                new { first }));
        }

        var ofFour = await CommandsAsync(4);
        var ofOne = await CommandsAsync(1);

        // Chatbots; integrations, spikes; logs; chatbots by id; users; integrations by id, spikes; rejections; counts.
        Assert.Equal(10, ofFour);
        Assert.Equal(ofOne, ofFour);
    }

    [Fact]
    public async Task Lists_WithAKeyOfOneChatbot_ShowItsPartAlone()
    {
        var own = await Scene.ConnectedAsync(host);
        var other = await Scene.ConnectedAsync(host);
        foreach (var scene in (Scene[])[own, other])
        {
            using var taken = await scene.PostWebhookAsync(scene.Sms(SignedWebhooks.NewPhone(), "mine or not"));
        }

        using var key = await KeyAsync(own.ChatbotId);
        const string query = """
            query ($other: ID!) {
              chatbots(first: 5) { totalCount nodes { id integrations { chatbot { id } } } }
              conversations(first: 5) { totalCount nodes { chatbot { id } contact { id } messages(first: 3) { nodes { attempts { number } } } } }
              messages(first: 5) { nodes { conversation { chatbot { id } } } }
              chatbotById(id: $other) { id }
            }
            """;

        var data = await key.DataAsync(query, new { other = GraphQLCalls.GlobalId("Chatbot", other.ChatbotId) });

        var id = GraphQLCalls.GlobalId("Chatbot", own.ChatbotId);
        Assert.Equal(1, data.At("chatbots.totalCount").GetInt32());
        Assert.Equal(id, data.Text("chatbots.nodes.0.integrations.0.chatbot.id"));
        Assert.Equal(1, data.At("conversations.totalCount").GetInt32());
        Assert.Equal(id, data.Text("conversations.nodes.0.chatbot.id"));
        Assert.NotEqual(JsonValueKind.Null, data.At("conversations.nodes.0.contact").ValueKind);
        Assert.All(data.At("messages.nodes").EnumerateArray(), message => Assert.Equal(id, message.Text("conversation.chatbot.id")));
        Assert.Equal(JsonValueKind.Null, data.At("chatbotById").ValueKind);
    }

    private async Task<HttpClient> KeyAsync(Guid chatbotId)
    {
        using var made = await host.Admin.PostAsJsonAsync("/api/api-keys", new { name = "one chatbot", scopes = new[] { "read" }, chatbotId });
        var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await Scene.JsonAsync(made)).Text("key"));
        return client;
    }
}
