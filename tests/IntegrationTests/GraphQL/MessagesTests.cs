using System.Net.Http.Json;
using System.Text.Json;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>Messages and conversations through GraphQL.</summary>
public sealed class MessagesTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task SmsMessages_WithConversationContactAndAttempts_TellTheJourney()
    {
        var phone = SignedWebhooks.NewPhone();
        await host.Sandbox.TextAsync(phone, "graph me");
        await host.WaitForAsync(
            "it is answered", """SELECT count(*) = 1 FROM messaging.messages WHERE "to" = $1 AND status = 'delivered'""", [phone]);

        var data = await QueryAsync(
            """
            query ($phone: String!) {
              smsMessages(first: 10, where: { from: { eq: $phone } }) {
                totalCount
                nodes {
                  id channel direction status from body segments encoding processed
                  conversation { mode contactAddress contact { displayName } messages(first: 5) { nodes { direction } } }
                  response { body status attempts { number outcome } }
                }
                pageInfo { hasNextPage }
              }
            }
            """,
            new { phone });

        var connection = data.GetProperty("smsMessages");
        var message = Assert.Single(connection.GetProperty("nodes").EnumerateArray());
        Assert.Equal(1, connection.GetProperty("totalCount").GetInt32());
        Assert.Equal("SMS", message.GetProperty("channel").GetString());
        Assert.Equal("INBOUND", message.GetProperty("direction").GetString());
        Assert.Equal("RECEIVED", message.GetProperty("status").GetString());
        Assert.Equal("BOT", message.GetProperty("conversation").GetProperty("mode").GetString());
        Assert.Equal(2, message.GetProperty("conversation").GetProperty("messages").GetProperty("nodes").GetArrayLength());
        Assert.Equal("DELIVERED", message.GetProperty("response").GetProperty("status").GetString());
        Assert.Equal("ACCEPTED", message.GetProperty("response").GetProperty("attempts")[0].GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task SmsMessages_PageByPage_AreEachSeenOnce()
    {
        var phone = SignedWebhooks.NewPhone();
        for (var i = 0; i < 7; i++)
        {
            using var stored = await host.PostAsync(SignedWebhooks.Sms(phone, $"page {i}"));
        }

        var seen = new List<string?>();
        string? after = null;
        do
        {
            var data = await QueryAsync(
                """
                query ($phone: String!, $after: String) {
                  smsMessages(first: 3, after: $after, where: { from: { eq: $phone } }) { nodes { body } pageInfo { endCursor hasNextPage } }
                }
                """,
                new { phone, after });
            var page = data.GetProperty("smsMessages");
            seen.AddRange(page.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("body").GetString()));
            after = page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean()
                ? page.GetProperty("pageInfo").GetProperty("endCursor").GetString()
                : null;
        }
        while (after is not null);

        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"page {i}").Reverse(), seen);
    }

    [Fact]
    public async Task SendSms_ThenNode_FindsTheMessage()
    {
        var phone = SignedWebhooks.NewPhone();

        var sent = await QueryAsync(
            """
            mutation ($input: SendSmsInput!) {
              sendSms(input: $input) { message { id status to } errors { __typename ... on ValidationError { code field } } }
            }
            """,
            new { input = new { to = phone, body = "by mutation" } });
        var message = sent.GetProperty("sendSms").GetProperty("message");
        var node = await QueryAsync(
            "query ($id: ID!) { node(id: $id) { ... on Message { to body } } }", new { id = message.GetProperty("id").GetString() });

        Assert.Equal("by mutation", node.GetProperty("node").GetProperty("body").GetString());
    }

    [Fact]
    public async Task SendSms_ToABadNumber_AnswersATypedError()
    {
        var data = await QueryAsync(
            """
            mutation { sendSms(input: { to: "12", body: "x" }) { message { id } errors { ... on ValidationError { code field message } } } }
            """,
            new { });

        var error = data.GetProperty("sendSms").GetProperty("errors")[0];
        Assert.Equal("phone_number.invalid", error.GetProperty("code").GetString());
        Assert.Equal("to", error.GetProperty("field").GetString());
    }

    [Fact]
    public async Task Anybody_WithoutSigningIn_GetsTheCodeOfIt()
    {
        using var response = await host.Anonymous.PostAsJsonAsync("/graphql", new { query = "{ smsMessages(first: 1) { nodes { id } } }" });
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal(
            "auth.not_signed_in",
            json.RootElement.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("{ smsMessages(first: 1, after: \"bogus\") { nodes { id } } }")]
    [InlineData("{ smsMessages(first: -1) { nodes { id } } }")]
    [InlineData("{ smsMessages(first: 10000) { nodes { id } } }")]
    [InlineData("{ smsMessages(first: 1, last: 1) { nodes { id } } }")]
    [InlineData("{ messageById(id: \"bogus\") { id } }")]
    public async Task BadArguments_OfAList_GetACode(string query)
    {
        using var response = await host.Admin.PostAsJsonAsync("/graphql", new { query });
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.False(string.IsNullOrEmpty(
            json.RootElement.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString()));
    }

    private async Task<JsonElement> QueryAsync(string query, object variables)
    {
        using var response = await host.Admin.PostAsJsonAsync("/graphql", new { query, variables });
        var text = await response.Content.ReadAsStringAsync();
        using var json = JsonDocument.Parse(text);
        Assert.False(json.RootElement.TryGetProperty("errors", out _), text);
        return json.RootElement.GetProperty("data").Clone();
    }
}
