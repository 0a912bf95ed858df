using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace SmsPlatform.IntegrationTests.Automation;

/// <summary>Rules and templates through REST.</summary>
public sealed class AutomationRestTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task Rule_WithEverything_ShowsItAll()
    {
        var chatbot = await ChatbotAsync();
        var template = await TemplateAsync(chatbot);
        var settings = new
        {
            chatbotId = chatbot,
            name = "Lunch",
            priority = 5,
            isActive = false,
            match = "regex",
            patterns = new[] { @"\blunch\b", "mittag" },
            channels = new[] { "sms", "whatsapp" },
            hours = new { timeZone = "Europe/Berlin", openings = new[] { new { day = "monday", from = "11:00", to = "14:00" } } },
            action = "tag",
            templateId = template,
            tag = "hungry",
        };

        var created = await SendAsync(HttpMethod.Post, "/api/keyword-rules", settings, HttpStatusCode.Created);
        var rule = await SendAsync(HttpMethod.Get, $"/api/keyword-rules/{created.GetProperty("id")}");

        Assert.Equal("Lunch", rule.GetProperty("name").GetString());
        Assert.Equal("tag", rule.GetProperty("action").GetString());
        Assert.Equal("hungry", rule.GetProperty("tag").GetString());
        Assert.False(rule.GetProperty("isActive").GetBoolean());
        Assert.Equal("regex", rule.GetProperty("match").GetString());
        Assert.Equal([@"\blunch\b", "mittag"], rule.GetProperty("patterns").EnumerateArray().Select(pattern => pattern.GetString()));
        Assert.Equal(["sms", "whatsapp"], rule.GetProperty("channels").EnumerateArray().Select(channel => channel.GetString()));
        Assert.Equal("11:00", rule.GetProperty("hours").GetProperty("openings")[0].GetProperty("from").GetString());
        Assert.Equal(template, rule.GetProperty("templateId").GetGuid());
    }

    [Theory]
    [InlineData("""{ "name": "x", "match": "contains", "patterns": ["a"] }""", "rule.incomplete")]
    [InlineData("""{ "name": "x", "match": "sometimes", "patterns": ["a"], "action": "stop" }""", "rule.match_invalid")]
    [InlineData("""{ "name": "x", "match": "2", "patterns": ["a"], "action": "stop" }""", "rule.match_invalid")]
    [InlineData("""{ "name": "x", "match": "contains", "patterns": [], "action": "stop" }""", "rule.patterns_invalid")]
    [InlineData("""{ "name": "x", "match": "contains", "patterns": [null], "action": "stop" }""", "rule.pattern_invalid")]
    [InlineData("""{ "name": "x", "match": "regex", "patterns": ["(a)\\1"], "action": "stop" }""", "rule.pattern_unsupported")]
    [InlineData("""{ "name": "x", "match": "regex", "patterns": ["(?<!a)b"], "action": "stop" }""", "rule.pattern_unsupported")]
    [InlineData("""{ "name": "x", "match": "regex", "patterns": ["(a"], "action": "stop" }""", "rule.pattern_malformed")]
    [InlineData("""{ "name": "x", "match": "exact", "patterns": ["a"], "action": "reply" }""", "rule.template_missing")]
    [InlineData("""{ "name": "x", "match": "exact", "patterns": ["a"], "action": "tag" }""", "rule.tag_missing")]
    [InlineData("""{ "name": "x", "match": "exact", "patterns": ["a"], "action": "stop", "channels": ["pigeon"] }""", "rule.channels_invalid")]
    [InlineData("""{ "name": "x", "match": "exact", "patterns": ["a"], "action": "stop", "priority": -1 }""", "rule.priority_invalid")]
    [InlineData("""{ "name": "x", "match": "exact", "patterns": ["a"], "action": "reply", "templateId": "0199d3c2-5e0b-7cc0-8000-000000000001" }""", "rule.template_unknown")]
    public async Task Rule_ThatIsNotValid_SaysWhy(string json, string code)
    {
        var body = json.Replace("{ \"name\"", $"{{ \"chatbotId\": \"{await ChatbotAsync()}\", \"name\"", StringComparison.Ordinal);

        using var response = await host.Admin.PostAsync("/api/keyword-rules", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(code, await response.CodeAsync());
    }

    [Fact]
    public async Task Rules_OfAChatbot_AreListedByPriority()
    {
        var chatbot = await ChatbotAsync();
        foreach (var priority in new[] { 30, 10, 20 })
        {
            await RuleAsync(chatbot, priority);
        }

        var first = await SendAsync(HttpMethod.Get, $"/api/keyword-rules?chatbotId={chatbot}&limit=2");
        var second = await SendAsync(HttpMethod.Get, $"/api/keyword-rules?chatbotId={chatbot}&limit=2&after={first.GetProperty("next").GetString()}");

        Assert.Equal([10, 20, 30], Priorities(first).Concat(Priorities(second)));
    }

    [Fact]
    public async Task Rule_ChangedAndDeleted_IsSo()
    {
        var chatbot = await ChatbotAsync();
        var id = (await RuleAsync(chatbot, 1)).GetProperty("id").GetGuid();

        var changed = await SendAsync(HttpMethod.Patch, $"/api/keyword-rules/{id}", new { isActive = false });
        using var deleted = await host.Admin.DeleteAsync($"/api/keyword-rules/{id}");
        using var gone = await host.Admin.GetAsync($"/api/keyword-rules/{id}");

        Assert.False(changed.GetProperty("isActive").GetBoolean());
        Assert.Equal(1, changed.GetProperty("priority").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal("rule.not_found", await gone.CodeAsync());
    }

    [Fact]
    public async Task Template_ThatARuleSays_CannotBeDeletedBeforeTheRule()
    {
        var chatbot = await ChatbotAsync();
        var template = await TemplateAsync(chatbot);
        var rule = (await SendAsync(
            HttpMethod.Post,
            "/api/keyword-rules",
            new { chatbotId = chatbot, name = "r", match = "exact", patterns = new[] { "a" }, action = "reply", templateId = template },
            HttpStatusCode.Created)).GetProperty("id").GetGuid();

        using var refused = await host.Admin.DeleteAsync($"/api/reply-templates/{template}");
        using var ruleGone = await host.Admin.DeleteAsync($"/api/keyword-rules/{rule}");
        using var gone = await host.Admin.DeleteAsync($"/api/reply-templates/{template}");

        Assert.Equal("template.in_use", await refused.CodeAsync());
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
    }

    [Fact]
    public async Task Rule_WhoseTemplateIsDeletedMeanwhile_IsRefusedAsIfItHadNeverBeen()
    {
        var chatbot = await ChatbotAsync();
        var template = await TemplateAsync(chatbot);

        using var refused = await host.OvertakeAsync(
            "DELETE FROM automation.reply_templates WHERE id = $1", [template], () => AddReplyAsync(chatbot, template));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("rule.template_unknown", await refused.CodeAsync());
        Assert.Equal(0L, await RulesAsync(chatbot));
    }

    [Fact]
    public async Task Rule_WhoseChatbotIsDeletedMeanwhile_IsRefused()
    {
        var chatbot = await ChatbotAsync();
        var template = await TemplateAsync(chatbot);

        using var refused = await host.OvertakeAsync("DELETE FROM chatbots.chatbots WHERE id = $1", [chatbot], () => AddReplyAsync(chatbot, template));

        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal("chatbot.not_found", await refused.CodeAsync());
        Assert.Equal(0L, await RulesAsync(chatbot));
    }

    [Fact]
    public async Task Rule_DeletedWhileItIsChanged_IsNotFound()
    {
        var rule = (await RuleAsync(await ChatbotAsync(), 1)).GetProperty("id").GetGuid();

        using var refused = await host.OvertakeAsync(
            "DELETE FROM automation.keyword_rules WHERE id = $1",
            [rule],
            () => host.Admin.PatchAsJsonAsync($"/api/keyword-rules/{rule}", new { isActive = false }));

        Assert.Equal("rule.not_found", await refused.CodeAsync());
    }

    [Fact]
    public async Task Template_ThatARuleTakesMeanwhile_CannotBeDeleted()
    {
        var chatbot = await ChatbotAsync();
        var template = await TemplateAsync(chatbot);
        var rule = (await RuleAsync(chatbot, 1)).GetProperty("id").GetGuid();

        using var refused = await host.OvertakeAsync(
            "UPDATE automation.keyword_rules SET template_id = $2 WHERE id = $1",
            [rule, template],
            () => host.Admin.DeleteAsync($"/api/reply-templates/{template}"));

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("template.in_use", await refused.CodeAsync());
        Assert.Equal(1L, await host.ScalarAsync<long>("SELECT count(*) FROM automation.reply_templates WHERE id = $1", template));
    }

    [Fact]
    public async Task Template_DeletedWhileItIsChanged_IsNotFound()
    {
        var template = await TemplateAsync(await ChatbotAsync());

        using var refused = await host.OvertakeAsync(
            "DELETE FROM automation.reply_templates WHERE id = $1",
            [template],
            () => host.Admin.PatchAsJsonAsync($"/api/reply-templates/{template}", new { body = "Bye" }));

        Assert.Equal("template.not_found", await refused.CodeAsync());
    }

    [Theory]
    [InlineData("Hi {{contact.nmae}}", "template.variable_unknown")]
    [InlineData("Hi {{contact.name", "template.variable_unclosed")]
    [InlineData(" ", "template.body_invalid")]
    public async Task Template_WithABodyThatIsNotValid_SaysWhy(string body, string code)
    {
        using var response = await host.Admin.PostAsJsonAsync("/api/reply-templates", new { chatbotId = await ChatbotAsync(), name = "t", body });

        Assert.Equal(code, await response.CodeAsync());
    }

    [Fact]
    public async Task Preview_OfATemplate_TellsTextSegmentsAndPrice()
    {
        var chatbot = await ChatbotAsync();
        var plain = new { chatbotId = chatbot, body = "Hi {{contact.name|there}} – it’s {{chatbot.name}}", quickReplies = new[] { new { label = "Prices" } }, to = "+14155550123" };
        var wide = new { chatbotId = chatbot, body = "Grüße 🎉", contactName = "Ada" };

        var shown = await SendAsync(HttpMethod.Post, "/api/reply-templates/preview", plain);
        var costly = await SendAsync(HttpMethod.Post, "/api/reply-templates/preview", wide);

        Assert.Equal("Hi there - it's Automated\n1. Prices", shown.GetProperty("text").GetString());
        Assert.Equal("GSM-7", shown.GetProperty("encoding").GetString());
        Assert.Equal(1, shown.GetProperty("segments").GetInt32());
        Assert.Equal(0.0083m, shown.GetProperty("estimatedPrice").GetProperty("amount").GetDecimal());
        Assert.Equal("UCS-2", costly.GetProperty("encoding").GetString());
        Assert.Equal("🎉", costly.GetProperty("costlyCharacters").GetString());
    }

    [Fact]
    public async Task Chatbot_WithAutomation_IsDeletedWithIt()
    {
        var chatbot = await ChatbotAsync();
        var template = await TemplateAsync(chatbot);
        await SendAsync(
            HttpMethod.Post,
            "/api/keyword-rules",
            new { chatbotId = chatbot, name = "r", match = "exact", patterns = new[] { "a" }, action = "reply", templateId = template },
            HttpStatusCode.Created);

        using var deleted = await host.Admin.DeleteAsync($"/api/chatbots/{chatbot}?name=Automated");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(0L, await host.ScalarAsync<long>(
            "SELECT (SELECT count(*) FROM automation.keyword_rules WHERE chatbot_id = $1) + (SELECT count(*) FROM automation.reply_templates WHERE chatbot_id = $1)",
            chatbot));
    }

    private static IEnumerable<int> Priorities(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(rule => rule.GetProperty("priority").GetInt32());

    private async Task<Guid> ChatbotAsync() =>
        (await SendAsync(HttpMethod.Post, "/api/chatbots", new { name = "Automated" }, HttpStatusCode.Created)).GetProperty("id").GetGuid();

    private async Task<Guid> TemplateAsync(Guid chatbot) =>
        (await SendAsync(HttpMethod.Post, "/api/reply-templates", new { chatbotId = chatbot, name = "t", body = "Hi {{contact.name|there}}" }, HttpStatusCode.Created))
            .GetProperty("id").GetGuid();

    private Task<HttpResponseMessage> AddReplyAsync(Guid chatbot, Guid template) => host.Admin.PostAsJsonAsync(
        "/api/keyword-rules",
        new { chatbotId = chatbot, name = "r", match = "exact", patterns = new[] { "a" }, action = "reply", templateId = template });

    private Task<long> RulesAsync(Guid chatbot) =>
        host.ScalarAsync<long>("SELECT count(*) FROM automation.keyword_rules WHERE chatbot_id = $1", chatbot);

    private Task<JsonElement> RuleAsync(Guid chatbot, int priority) => SendAsync(
        HttpMethod.Post,
        "/api/keyword-rules",
        new { chatbotId = chatbot, name = $"Rule {priority}", priority, match = "contains", patterns = new[] { "x" }, action = "stop" },
        HttpStatusCode.Created);

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await host.Admin.SendAsync(request);
        Assert.Equal(status, response.StatusCode);
        return await Channels.Scene.JsonAsync(response);
    }
}
