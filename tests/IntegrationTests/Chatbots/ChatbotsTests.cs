using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace SmsPlatform.IntegrationTests.Chatbots;

/// <summary>Chatbots through REST.</summary>
public sealed class ChatbotsTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task Create_WithEverything_ShowsItAll()
    {
        var settings = new
        {
            name = " Front desk ",
            instructions = "You answer for a small hotel.",
            model = "llama-3.1-8b",
            temperature = 0.7,
            greeting = "Hi!",
            fallback = "One moment.",
            usesKnowledge = false,
            handoffWords = new[] { "human", "Human", "call me" },
            quietWindowSeconds = 2.5,
            replyTimeToLiveSeconds = 600,
            segmentBudget = 4,
            language = "pt-BR",
            businessHours = new { timeZone = "Europe/Berlin", openings = new[] { new { day = "monday", from = "09:00", to = "24:00" } } },
        };

        var created = await SendAsync(HttpMethod.Post, "/api/chatbots", settings, HttpStatusCode.Created);
        var chatbot = await SendAsync(HttpMethod.Get, $"/api/chatbots/{created.GetProperty("id")}", null);

        Assert.Equal("Front desk", chatbot.GetProperty("name").GetString());
        Assert.Equal(0.7, chatbot.GetProperty("temperature").GetDouble());
        Assert.False(chatbot.GetProperty("usesKnowledge").GetBoolean());
        Assert.Equal(["human", "call me"], chatbot.GetProperty("handoffWords").EnumerateArray().Select(word => word.GetString()));
        Assert.Equal(2.5, chatbot.GetProperty("quietWindowSeconds").GetDouble());
        Assert.Equal(600, chatbot.GetProperty("replyTimeToLiveSeconds").GetDouble());
        Assert.Equal(4, chatbot.GetProperty("segmentBudget").GetInt32());
        Assert.Equal("pt-BR", chatbot.GetProperty("language").GetString());
        Assert.Equal("24:00", chatbot.GetProperty("businessHours").GetProperty("openings")[0].GetProperty("to").GetString());
        Assert.Equal(created.GetProperty("greeting").GetString(), chatbot.GetProperty("greeting").GetString());
    }

    [Fact]
    public async Task Update_WhenItIsDeletedMeanwhile_FindsNone()
    {
        var id = (await SendAsync(HttpMethod.Post, "/api/chatbots", new { name = "Short-lived" }, HttpStatusCode.Created)).GetProperty("id").GetGuid();

        using var refused = await host.OvertakeAsync(
            "DELETE FROM chatbots.chatbots WHERE id = $1", [id], () => host.Admin.PatchAsJsonAsync($"/api/chatbots/{id}", new { greeting = "Hi!" }));

        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal("chatbot.not_found", await refused.CodeAsync());
    }

    [Theory]
    [InlineData("""{ "name": " " }""", "chatbot.name_invalid")]
    [InlineData("""{ }""", "chatbot.name_missing")]
    [InlineData("""{ "name": "x", "temperature": 2.1 }""", "chatbot.temperature_invalid")]
    [InlineData("""{ "name": "x", "segmentBudget": 0 }""", "chatbot.segment_budget_invalid")]
    [InlineData("""{ "name": "x", "quietWindowSeconds": 1e300 }""", "chatbot.quiet_window_invalid")]
    [InlineData("""{ "name": "x", "quietWindowSeconds": -1 }""", "chatbot.quiet_window_invalid")]
    [InlineData("""{ "name": "x", "language": "klingon!" }""", "chatbot.language_invalid")]
    [InlineData("""{ "name": "x", "handoffWords": [""] }""", "chatbot.handoff_words_invalid")]
    [InlineData("""{ "name": "x", "handoffWords": [null] }""", "chatbot.handoff_words_invalid")]
    [InlineData("""{ "name": "x", "businessHours": { "timeZone": "Mars/Base", "openings": [{ "day": "monday", "from": "09:00", "to": "17:00" }] } }""", "chatbot.business_hours_invalid")]
    [InlineData("""{ "name": "x", "businessHours": { "timeZone": "UTC", "openings": [{ "day": "1", "from": "09:00", "to": "17:00" }] } }""", "chatbot.business_hours_invalid")]
    [InlineData("""{ "name": "x", "businessHours": { "timeZone": "UTC", "openings": [null] } }""", "chatbot.business_hours_invalid")]
    public async Task Create_OfWhatIsNotValid_NamesTheField(string json, string code)
    {
        using var response = await host.Admin.PostAsync("/api/chatbots", new StringContent(json, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(code, await response.CodeAsync());
    }

    [Fact]
    public async Task Update_OfOneSetting_LeavesTheOthers()
    {
        var id = await CreateAsync("Careful");

        var changed = await SendAsync(HttpMethod.Patch, $"/api/chatbots/{id}", new { fallback = "Later." });

        Assert.Equal("Later.", changed.GetProperty("fallback").GetString());
        Assert.Equal("Careful", changed.GetProperty("name").GetString());
        Assert.Equal(12, changed.GetProperty("segmentBudget").GetInt32());
    }

    [Fact]
    public async Task Pause_StopsAnswersAndResume_LetsThemGoOn()
    {
        var scene = await Channels.Scene.ConnectedAsync(host);
        var (whilePaused, afterwards) = (SignedWebhooks.NewPhone(), SignedWebhooks.NewPhone());

        await SendAsync(HttpMethod.Post, $"/api/chatbots/{scene.ChatbotId}/pause", null);
        using var stored = await scene.PostWebhookAsync(scene.Sms(whilePaused, "anybody there?"));
        await host.WaitForAsync("it was looked at", """SELECT processed FROM messaging.messages WHERE "from" = $1""", [whilePaused]);
        await SendAsync(HttpMethod.Post, $"/api/chatbots/{scene.ChatbotId}/resume", null);
        using var answered = await scene.PostWebhookAsync(scene.Sms(afterwards, "and now?"));
        await host.Sandbox.WaitForReceivedAsync(afterwards);

        Assert.Empty(host.Sandbox.ReceivedBy(whilePaused));
    }

    [Fact]
    public async Task Delete_WithTheExactNameOnly_TakesAllItsData()
    {
        var scene = await Channels.Scene.ConnectedAsync(host);
        var phone = SignedWebhooks.NewPhone();
        using var stored = await scene.PostWebhookAsync(scene.Sms(phone, "remember me"));
        await host.Sandbox.WaitForReceivedAsync(phone);
        var name = (await SendAsync(HttpMethod.Get, $"/api/chatbots/{scene.ChatbotId}", null)).GetProperty("name").GetString()!;

        using var refused = await host.Admin.DeleteAsync($"/api/chatbots/{scene.ChatbotId}?name=Something");
        using var deleted = await host.Admin.DeleteAsync($"/api/chatbots/{scene.ChatbotId}?name={Uri.EscapeDataString(name)}");

        Assert.Equal("chatbot.name_mismatch", await refused.CodeAsync());
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(0L, await host.ScalarAsync<long>(
            """
            SELECT (SELECT count(*) FROM messaging.messages WHERE "from" = $1 OR "to" = $1)
                 + (SELECT count(*) FROM messaging.contact_addresses WHERE address = $1)
                 + (SELECT count(*) FROM channels.integrations WHERE chatbot_id = $2)
                 + (SELECT count(*) FROM channels.integration_logs WHERE chatbot_id = $2)
            """,
            phone,
            scene.ChatbotId));
    }

    [Fact]
    public async Task List_PageByPage_HasEachOnceNewestFirst()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await CreateAsync($"Listed {i}"));
        }

        var found = new List<Guid>();
        string? after = null;
        do
        {
            var page = await SendAsync(HttpMethod.Get, $"/api/chatbots?limit=2{(after is null ? "" : $"&after={after}")}", null);
            found.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);

        Assert.Equal(found.Distinct(), found);
        Assert.Equal(ids.OrderByDescending(id => id.ToString(), StringComparer.Ordinal), found.Where(ids.Contains));
        using var bad = await host.Admin.GetAsync("/api/chatbots?after=nonsense");
        Assert.Equal("cursor.invalid", await bad.CodeAsync());
    }

    private async Task<Guid> CreateAsync(string name) =>
        (await SendAsync(HttpMethod.Post, "/api/chatbots", new { name }, HttpStatusCode.Created)).GetProperty("id").GetGuid();

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await host.Admin.SendAsync(request);
        Assert.Equal(status, response.StatusCode);
        return await Channels.Scene.JsonAsync(response);
    }
}
