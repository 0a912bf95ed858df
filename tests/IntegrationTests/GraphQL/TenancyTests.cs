using System.Net.Http.Json;
using SmsPlatform.IntegrationTests.Tenancy;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>A second workspace's owner, with the first one's ids in hand, finds nothing of it through the schema.</summary>
public sealed class TenancyTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task Stranger_WithEveryId_ReadsNothing()
    {
        var seeded = new SeededObjects(host);
        await seeded.SeedAsync();
        using var stranger = await seeded.StrangerAsync("graphql-stranger@example.com");
        var message = await IdAsync("Message", "messaging.messages");
        var conversation = await IdAsync("Conversation", "messaging.conversations");
        var contact = await IdAsync("Contact", "messaging.contacts");
        var chatbot = await IdAsync("Chatbot", "chatbots.chatbots");
        var integration = await IdAsync("Integration", "channels.integrations");
        var key = await IdAsync("ApiKey", "accounts.api_keys");
        var invitation = await IdAsync("Invitation", "accounts.invitations");
        var user = GraphQLCalls.GlobalId("User", await host.ScalarAsync<Guid>("SELECT id FROM accounts.users WHERE is_admin"));
        var workspace = GraphQLCalls.GlobalId("Workspace", seeded.Workspace);
        var query = $$"""
            {
              smsMessages(first: 50) { totalCount nodes { id body } }
              messages(first: 50) { nodes { id body } }
              conversations(first: 50) { totalCount nodes { id messages(first: 5) { nodes { body } } } }
              messageById(id: "{{message}}") { body }
              conversationById(id: "{{conversation}}") { contactAddress }
              m: node(id: "{{message}}") { __typename }
              c: node(id: "{{conversation}}") { __typename }
              p: node(id: "{{contact}}") { __typename }
              others: nodes(ids: ["{{chatbot}}", "{{integration}}", "{{key}}", "{{invitation}}", "{{user}}", "{{workspace}}"]) { __typename }
              chatbots { totalCount nodes { name } }
              chatbotById(id: "{{chatbot}}") { name integrations { id } webhookRejections { nodes { id } } }
              integrationById(id: "{{integration}}") { channel }
              webhookRejections { totalCount nodes { id } }
              members { totalCount }
              apiKeys { totalCount }
              invitations { totalCount }
              workspace { name }
              twilioStatus { configured accountSid phoneNumber }
            }
            """;

        var own = await AnswerAsync(host.Admin, query);
        var foreign = await AnswerAsync(stranger, query);

        Assert.Contains(SeededObjects.Canary, own);
        Assert.True(!own[..own.IndexOf("webhookRejections", StringComparison.Ordinal)].Contains("null", StringComparison.Ordinal), own);
        Assert.Equal(
            """
            {"data":{"smsMessages":{"totalCount":0,"nodes":[]},"messages":{"nodes":[]},"conversations":{"totalCount":0,"nodes":[]},"messageById":null,"conversationById":null,"m":null,"c":null,"p":null,"others":[null,null,null,null,null,null],"chatbots":{"totalCount":0,"nodes":[]},"chatbotById":null,"integrationById":null,"webhookRejections":{"totalCount":0,"nodes":[]},"members":{"totalCount":1},"apiKeys":{"totalCount":0},"invitations":{"totalCount":0},"workspace":{"name":"graphql-stranger@example.com"},"twilioStatus":{"configured":false,"accountSid":null,"phoneNumber":null}}}
            """,
            foreign);
    }

    [Fact]
    public async Task Stranger_SendingOrMarking_ChangesNothing()
    {
        var seeded = new SeededObjects(host);
        await seeded.SeedAsync();
        using var stranger = await seeded.StrangerAsync("graphql-sender@example.com");
        var message = await IdAsync("Message", "messaging.messages");
        var chatbot = await IdAsync("Chatbot", "chatbots.chatbots");

        var answer = await AnswerAsync(stranger, $$"""
            mutation {
              sendSms(input: { chatbotId: "{{chatbot}}", to: "+15551239999", body: "stolen" }) { message { id } errors { __typename } }
              markSmsProcessed(input: { id: "{{message}}" }) { message { id } errors { __typename } }
            }
            """);

        Assert.Equal(
            """
            {"data":{"sendSms":{"message":null,"errors":[{"__typename":"NotFoundError"}]},"markSmsProcessed":{"message":null,"errors":[{"__typename":"NotFoundError"}]}}}
            """,
            answer);
        Assert.Equal(0L, await host.ScalarAsync<long>("SELECT count(*) FROM messaging.messages WHERE body = 'stolen'"));
    }

    private static async Task<string> AnswerAsync(HttpClient client, string query)
    {
        using var response = await client.PostAsJsonAsync("/graphql", new { query });
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<string> IdAsync(string type, string table)
    {
        var id = await host.ScalarAsync<Guid>($"SELECT id FROM {table} ORDER BY id LIMIT 1");
        return GraphQLCalls.GlobalId(type, id);
    }
}
