using System.Net.Http.Json;
using System.Text.Json;
using SmsPlatform.IntegrationTests.Tenancy;

namespace SmsPlatform.IntegrationTests.Automation;

/// <summary>Rules and templates through GraphQL.</summary>
public sealed class AutomationGraphQLTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task TemplateAndRule_MadeChangedListedAndDeleted_AreSo()
    {
        var chatbot = await FirstIdAsync("Chatbot", "chatbots.chatbots");

        var template = (await AnswerAsync(
            host.Admin,
            """
            mutation ($chatbot: ID!) {
              createReplyTemplate(input: { chatbotId: $chatbot, settings: { name: "Hours", body: "We open at 9.", quickReplies: [{ label: "Where?" }] } }) {
                replyTemplate { id quickReplies { label text } chatbot { id } } errors { ... on ValidationError { code } }
              }
            }
            """,
            new { chatbot })).GetProperty("createReplyTemplate").GetProperty("replyTemplate");
        var templateId = template.GetProperty("id").GetString();
        var rule = (await AnswerAsync(
            host.Admin,
            """
            mutation ($chatbot: ID!, $template: ID!) {
              createKeywordRule(input: { chatbotId: $chatbot, settings: {
                name: "Hours", match: CONTAINS, patterns: ["open"], action: REPLY, templateId: $template, channels: [SMS]
                hours: { timeZone: "UTC", openings: [{ day: MONDAY, from: "09:00", to: "24:00" }] } } }) {
                keywordRule { id priority template { body } hours { openings { day to } } } errors { ... on ValidationError { code field } }
              }
            }
            """,
            new { chatbot, template = templateId })).GetProperty("createKeywordRule").GetProperty("keywordRule");
        var ruleId = rule.GetProperty("id").GetString();
        var listed = await AnswerAsync(
            host.Admin,
            """
            query ($chatbot: ID!) {
              keywordRules(first: 10, chatbotId: $chatbot, where: { action: { eq: REPLY } }, order: [{ priority: ASC }]) { totalCount nodes { id name } }
              replyTemplates(first: 10, chatbotId: $chatbot) { nodes { name } }
            }
            """,
            new { chatbot });
        var changed = await AnswerAsync(
            host.Admin,
            """
            mutation ($rule: ID!, $template: ID!) {
              a: deleteReplyTemplate(input: { id: $template }) { errors { ... on ConflictError { code } } }
              b: updateKeywordRule(input: { id: $rule, settings: { action: STOP, removeTemplate: true } }) { keywordRule { action template { id } } }
              c: deleteReplyTemplate(input: { id: $template }) { replyTemplate { name } }
              d: deleteKeywordRule(input: { id: $rule }) { keywordRule { name } }
              e: deleteKeywordRule(input: { id: $rule }) { errors { ... on NotFoundError { code } } }
            }
            """,
            new { rule = ruleId, template = templateId });

        Assert.Equal("Where?", template.GetProperty("quickReplies")[0].GetProperty("label").GetString());
        Assert.Equal("We open at 9.", rule.GetProperty("template").GetProperty("body").GetString());
        Assert.Equal("24:00", rule.GetProperty("hours").GetProperty("openings")[0].GetProperty("to").GetString());
        Assert.Equal(ruleId, listed.GetProperty("keywordRules").GetProperty("nodes")[0].GetProperty("id").GetString());
        Assert.Equal(
            """{"a":{"errors":[{"code":"template.in_use"}]},"b":{"keywordRule":{"action":"STOP","template":null}},"c":{"replyTemplate":{"name":"Hours"}},"d":{"keywordRule":{"name":"Hours"}},"e":{"errors":[{"code":"rule.not_found"}]}}""",
            changed.GetRawText());
    }

    [Fact]
    public async Task Stranger_WithTheIdsInHand_SeesAndChangesNothing()
    {
        var seeded = new SeededObjects(host);
        await seeded.SeedAsync();
        using var stranger = await seeded.StrangerAsync("automation-stranger@example.com");
        var ids = new
        {
            chatbot = await FirstIdAsync("Chatbot", "chatbots.chatbots"),
            rule = await FirstIdAsync("KeywordRule", "automation.keyword_rules"),
            template = await FirstIdAsync("ReplyTemplate", "automation.reply_templates"),
        };
        var before = await seeded.RowsAsync();

        var read = await AnswerAsync(
            stranger,
            """
            query ($chatbot: ID!, $rule: ID!, $template: ID!) {
              keywordRules(first: 10, chatbotId: $chatbot) { totalCount nodes { name } }
              replyTemplates(first: 10) { totalCount }
              keywordRuleById(id: $rule) { name }
              replyTemplateById(id: $template) { name }
              node(id: $rule) { id }
            }
            """,
            ids);
        var written = await AnswerAsync(
            stranger,
            """
            mutation ($chatbot: ID!, $rule: ID!, $template: ID!) {
              a: createReplyTemplate(input: { chatbotId: $chatbot, settings: { name: "x", body: "x" } }) { errors { ... on NotFoundError { code } } }
              b: updateKeywordRule(input: { id: $rule, settings: { name: "x" } }) { errors { ... on NotFoundError { code } } }
              c: deleteKeywordRule(input: { id: $rule }) { errors { ... on NotFoundError { code } } }
              d: updateReplyTemplate(input: { id: $template, settings: { name: "x" } }) { errors { ... on NotFoundError { code } } }
              e: deleteReplyTemplate(input: { id: $template }) { errors { ... on NotFoundError { code } } }
            }
            """,
            ids);

        Assert.Equal(
            """{"keywordRules":{"totalCount":0,"nodes":[]},"replyTemplates":{"totalCount":0},"keywordRuleById":null,"replyTemplateById":null,"node":null}""",
            read.GetRawText());
        Assert.Equal(
            """{"a":{"errors":[{"code":"chatbot.not_found"}]},"b":{"errors":[{"code":"rule.not_found"}]},"c":{"errors":[{"code":"rule.not_found"}]},"d":{"errors":[{"code":"template.not_found"}]},"e":{"errors":[{"code":"template.not_found"}]}}""",
            written.GetRawText());
        Assert.Empty(before.Except(await seeded.RowsAsync()));
    }

    [Fact]
    public async Task Agent_WhoMakesARule_IsNotAllowed()
    {
        var seeded = new SeededObjects(host);
        await seeded.SeedAsync();
        using var agent = await seeded.JoinAsync("automation-agent@example.com", "Agent", seeded.Workspace);
        var chatbot = await FirstIdAsync("Chatbot", "chatbots.chatbots");

        var answer = await AnswerAsync(
            agent,
            """
            mutation ($chatbot: ID!) {
              createKeywordRule(input: { chatbotId: $chatbot, settings: { name: "x", match: EXACT, patterns: ["x"], action: STOP } }) {
                keywordRule { id } errors { __typename ... on NotAllowedError { code } }
              }
            }
            """,
            new { chatbot });

        Assert.Equal("""{"createKeywordRule":{"keywordRule":null,"errors":[{"__typename":"NotAllowedError","code":"auth.not_allowed"}]}}""", answer.GetRawText());
    }

    private static async Task<JsonElement> AnswerAsync(HttpClient client, string query, object variables)
    {
        using var response = await client.PostAsJsonAsync("/graphql", new { query, variables });
        var json = await Channels.Scene.JsonAsync(response);
        Assert.False(json.TryGetProperty("errors", out var errors), errors.ToString());
        return json.GetProperty("data");
    }

    private async Task<string> FirstIdAsync(string type, string table)
    {
        var id = await host.ScalarAsync<Guid>($"SELECT id FROM {table} ORDER BY id LIMIT 1");
        return Convert.ToBase64String([.. System.Text.Encoding.UTF8.GetBytes($"{type}:"), .. id.ToByteArray()]);
    }
}
