using System.Net.Http.Json;
using System.Text.Json;
using SmsPlatform.IntegrationTests.Channels;
using SmsPlatform.IntegrationTests.GraphQL;
using SmsPlatform.IntegrationTests.Tenancy;

namespace SmsPlatform.IntegrationTests.Messaging;

/// <summary>What was asked, answered once more by a chatbot that is only tried out.</summary>
public sealed class ReplayTests(AnswerStepTests.Host host) : IClassFixture<AnswerStepTests.Host>, IDisposable
{
    private const string Mutation = """
        mutation ($input: ReplayAnswersInput!) {
          replayAnswers(input: $input) {
            replay {
              left
              turns {
                differs
                conversation { mode }
                messages { body }
                then { origin texts segments rule passages { isCited } }
                now { origin texts segments rule handsOff model cost passages { documentTitle isCited } note }
              }
            }
            errors { __typename ... on ValidationError { code field } ... on NotFoundError { code } ... on NotAllowedError { code } }
          }
        }
        """;

    public void Dispose() => host.Sandbox.Model.Reset();

    [Fact]
    public async Task Replay_WithAnotherRuleAndFallback_ComparesBoth_AndChangesNothing()
    {
        var (scene, phone) = await SceneAsync();
        await RuleAsync(scene, "menu", "Soup.");
        await AskAsync(scene, phone, "hello", "menu", "When is breakfast?", "what of the moon");
        var before = await StateAsync(scene);
        var asked = host.Sandbox.Model.Requests.Count;

        var replay = await ReplayAsync(host.Admin, scene, new
        {
            settings = new { fallback = "We do not know." },
            rules = new[] { new { name = "New menu", match = "EXACT", patterns = new[] { "menu" }, action = "REPLY", says = "Salad for {{contact.name|you}}." } },
        });

        var turns = replay.At("replayAnswers.replay.turns").EnumerateArray().ToList();
        Assert.Equal(["what of the moon", "When is breakfast?", "menu", "hello"], turns.Select(turn => turn.Text("messages.0.body")));
        Assert.Equal([true, false, true, false], turns.Select(turn => turn.At("differs").GetBoolean()));
        Assert.Equal(("FALLBACK", "We do not know.", 1), (turns[0].Text("now.origin"), turns[0].Text("now.texts.0"), turns[0].At("now.segments").GetInt32()));
        Assert.Equal("Thanks, we got your message and will get back to you.", turns[0].Text("then.texts.0"));
        Assert.Equal(("MODEL", "MODEL", "House rules"), (turns[1].Text("then.origin"), turns[1].Text("now.origin"), turns[1].Text("now.passages.0.documentTitle")));
        Assert.True(turns[1].At("now.passages.0.isCited").GetBoolean());
        Assert.Equal(("Soup.", "menu", "Salad for you.", "New menu"), (
            turns[2].Text("then.texts.0"), turns[2].Text("then.rule"), turns[2].Text("now.texts.0"), turns[2].Text("now.rule")));
        Assert.Equal("GREETING", turns[3].Text("now.origin"));
        Assert.Equal(0, replay.At("replayAnswers.replay.left").GetInt32());
        Assert.Equal(before, await StateAsync(scene));
        Assert.Equal(asked + 1, host.Sandbox.Model.Requests.Count);
        Assert.Equal(2L, await host.ScalarAsync<long>("SELECT calls FROM chatbots.model_spending WHERE chatbot_id = $1", scene.ChatbotId));
    }

    [Fact]
    public async Task Replay_OfAMessage_IsOfItsWholeBurst_AsTheConversationStoodThen()
    {
        var (scene, phone) = await SceneAsync();
        await AskAsync(scene, phone, "hello");
        await host.ExecuteAsync("UPDATE chatbots.chatbots SET quiet_window = interval '0.6 seconds' WHERE id = $1", scene.ChatbotId);
        host.ForgetIntegrations();
        await Task.WhenAll(TextAsync(scene, phone, "When is"), TextAsync(scene, phone, "breakfast?"));
        await host.WaitForAsync("both are answered", """SELECT count(*) = 3 FROM messaging.messages WHERE "from" = $1 AND processed""", [phone]);
        await host.ExecuteAsync("UPDATE chatbots.chatbots SET quiet_window = interval '0.05 seconds' WHERE id = $1", scene.ChatbotId);
        host.ForgetIntegrations();
        await AskAsync(scene, phone, "a secret of later");
        var message = GraphQLCalls.GlobalId(
            "Message", await host.ScalarAsync<Guid>("""SELECT id FROM messaging.messages WHERE "from" = $1 AND body = 'breakfast?'""", phone));

        var replay = await ReplayAsync(host.Admin, scene, new { messageIds = new[] { message } });

        var turn = Assert.Single(replay.At("replayAnswers.replay.turns").EnumerateArray().ToList());
        Assert.Equal(2, turn.At("messages").GetArrayLength());
        Assert.False(turn.At("differs").GetBoolean());
        var prompt = host.Sandbox.Model.Requests[^1];
        Assert.Contains(prompt.Messages, told => told.Text == "hello");
        Assert.DoesNotContain(prompt.Messages, told => told.Text.Contains("secret of later", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Replay_WithOtherWordsOfConsentAndHandOff_ChangesNeitherLedgerNorMode()
    {
        var (scene, phone) = await SceneAsync();
        await AskAsync(scene, phone, "hello", "basta", "operator");
        var before = await StateAsync(scene);

        var replay = await ReplayAsync(host.Admin, scene, new
        {
            last = 2,
            settings = new { consentWords = new { optOut = new[] { "Basta" } }, optOutText = "Addio.", handoffWords = new[] { "operator" }, handoffText = "Un momento." },
        });

        var turns = replay.At("replayAnswers.replay.turns").EnumerateArray().ToList();
        Assert.Equal(2, turns.Count);
        Assert.Equal(("HAND_OFF_WORD", "Un momento.", true), (turns[0].Text("now.origin"), turns[0].Text("now.texts.0"), turns[0].At("now.handsOff").GetBoolean()));
        Assert.Equal(("CONSENT", "Addio."), (turns[1].Text("now.origin"), turns[1].Text("now.texts.0")));
        Assert.Equal("BOT", turns[1].Text("conversation.mode"));
        Assert.Equal(before, await StateAsync(scene));
    }

    [Fact]
    public async Task Replay_ThatMayNotBe_IsATypedError()
    {
        var (scene, _) = await SceneAsync();

        var many = await ReplayAsync(host.Admin, scene, new { last = 21 });
        var settings = await ReplayAsync(host.Admin, scene, new { settings = new { temperature = 9.0 } });
        var pattern = await ReplayAsync(host.Admin, scene, new
        {
            rules = new[] { new { match = "REGEX", patterns = new[] { "(" }, action = "STOP" } },
        });
        var silent = await ReplayAsync(host.Admin, scene, new { rules = new[] { new { match = "EXACT", patterns = new[] { "x" }, action = "REPLY" } } });

        Assert.Equal("replay.too_many", many.Text("replayAnswers.errors.0.code"));
        Assert.Equal("temperature", settings.Text("replayAnswers.errors.0.field"));
        Assert.Equal("ValidationError", pattern.Text("replayAnswers.errors.0.__typename"));
        Assert.Equal("rule.template_missing", silent.Text("replayAnswers.errors.0.code"));
    }

    [Fact]
    public async Task Replay_ByAnAgentOrAStranger_ShowsNothing()
    {
        var (scene, phone) = await SceneAsync();
        await AskAsync(scene, phone, "hello");
        var message = GraphQLCalls.GlobalId("Message", await host.ScalarAsync<Guid>("""SELECT id FROM messaging.messages WHERE "from" = $1""", phone));
        var seeded = new SeededObjects(host);
        using var stranger = await seeded.StrangerAsync("replay-stranger@example.com");
        using var made = await stranger.PostAsJsonAsync("/api/chatbots", new { name = "theirs" });
        var theirs = (await Scene.JsonAsync(made)).GetProperty("id").GetGuid();
        var workspace = await host.ScalarAsync<Guid>("SELECT workspace_id FROM chatbots.chatbots ORDER BY id LIMIT 1");
        using var agent = await seeded.JoinAsync("replay-agent@example.com", "Agent", workspace);

        var ours = await ReplayAsync(stranger, scene, new { messageIds = new[] { message } });
        var byTheirs = await stranger.DataAsync(
            Mutation, new { input = new { chatbotId = GraphQLCalls.GlobalId("Chatbot", theirs), messageIds = new[] { message } } });
        var byAgent = await ReplayAsync(agent, scene, new { last = 1 });

        Assert.Equal("chatbot.not_found", ours.Text("replayAnswers.errors.0.code"));
        Assert.Equal(0, byTheirs.At("replayAnswers.replay.turns").GetArrayLength());
        Assert.Equal("NotAllowedError", byAgent.Text("replayAnswers.errors.0.__typename"));
    }

    private static Task<JsonElement> ReplayAsync(HttpClient client, Scene scene, object input)
    {
        var fields = JsonSerializer.SerializeToElement(input).EnumerateObject().ToDictionary(field => field.Name, field => (object)field.Value);
        fields["chatbotId"] = GraphQLCalls.GlobalId("Chatbot", scene.ChatbotId);
        return client.DataAsync(Mutation, new { input = fields });
    }

    /// <summary>All that a replay could have changed.</summary>
    private Task<string> StateAsync(Scene scene) => host.ScalarAsync<string>(
        """
        SELECT concat_ws(' ',
            (SELECT count(*) FROM messaging.messages AS m WHERE m.conversation_id = ANY (c.ids)),
            (SELECT md5(string_agg(m::text, '' ORDER BY m.seq)) FROM messaging.messages AS m WHERE m.conversation_id = ANY (c.ids) AND m.direction = 'inbound'),
            (SELECT count(*) FROM messaging.answers AS a WHERE a.conversation_id = ANY (c.ids)),
            (SELECT count(*) FROM messaging.consent_entries AS e WHERE e.conversation_id = ANY (c.ids)),
            (SELECT md5(string_agg(v::text, '' ORDER BY v.id)) FROM messaging.conversations AS v WHERE v.id = ANY (c.ids)),
            (SELECT md5(b::text) FROM chatbots.chatbots AS b WHERE b.id = $1),
            (SELECT count(*) FROM automation.keyword_rules AS r WHERE r.chatbot_id = $1),
            (SELECT count(*) FROM automation.reply_templates AS t WHERE t.chatbot_id = $1))
        FROM (SELECT array_agg(id) AS ids FROM messaging.conversations WHERE chatbot_id = $1) AS c
        """,
        scene.ChatbotId);

    private async Task<(Scene Scene, string Phone)> SceneAsync() => (await Scene.ConnectedAsync(host), SignedWebhooks.NewPhone());

    private async Task RuleAsync(Scene scene, string word, string says)
    {
        using var template = await host.Admin.PostAsJsonAsync("/api/reply-templates", new { chatbotId = scene.ChatbotId, name = word, body = says });
        var templateId = (await Scene.JsonAsync(template)).GetProperty("id").GetGuid();
        using var rule = await host.Admin.PostAsJsonAsync(
            "/api/keyword-rules", new { chatbotId = scene.ChatbotId, name = word, match = "exact", patterns = new[] { word }, action = "reply", templateId });
        rule.EnsureSuccessStatusCode();
    }

    private async Task AskAsync(Scene scene, string phone, params string[] bodies)
    {
        foreach (var body in bodies)
        {
            await TextAsync(scene, phone, body);
            await host.WaitForAsync(
                "it is answered", """SELECT bool_and(processed) FROM messaging.messages WHERE "from" = $1 AND body = $2""", [phone, body]);
        }

        await host.WaitForAsync(
            "all is sent", """SELECT NOT EXISTS (SELECT FROM messaging.messages WHERE "to" = $1 AND status <> 'delivered')""", [phone]);
    }

    private static async Task TextAsync(Scene scene, string phone, string body)
    {
        using var stored = await scene.PostWebhookAsync(scene.Sms(phone, body));
        stored.EnsureSuccessStatusCode();
    }
}
