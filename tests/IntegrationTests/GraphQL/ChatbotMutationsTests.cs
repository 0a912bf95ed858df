using System.Text.Json;
using SmsPlatform.IntegrationTests.Channels;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>Making, changing and deleting chatbots and their integrations.</summary>
public sealed class ChatbotMutationsTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    private static Dictionary<string, object?> WithId(object settings, string? id) =>
        new(JsonSerializer.SerializeToElement(settings).EnumerateObject().Select(field => KeyValuePair.Create(field.Name, (object?)field.Value))) { ["id"] = id };

    private const string Errors = "errors { __typename ... on ValidationError { code field } ... on NotFoundError { code } ... on ConflictError { code } }";

    [Fact]
    public async Task Chatbot_FromItsMakingToItsEnd_IsWhatWasAskedFor()
    {
        var created = await host.Admin.DataAsync(
            $$"""
            mutation ($input: CreateChatbotInput!) {
              createChatbot(input: $input) {
                chatbot { id name greeting quietWindowSeconds segmentBudget businessHours { timeZone openings { day from to } } }
                {{Errors}}
              }
            }
            """,
            new
            {
                input = new
                {
                    name = "Front desk",
                    greeting = "Hi!",
                    quietWindowSeconds = 2.5,
                    businessHours = new { timeZone = "Europe/Berlin", openings = new[] { new { day = "MONDAY", from = "09:00", to = "24:00" } } },
                },
            });
        var id = created.Text("createChatbot.chatbot.id");

        var updated = await host.Admin.DataAsync(
            $$"""mutation ($input: UpdateChatbotInput!) { updateChatbot(input: $input) { chatbot { name greeting fallback } {{Errors}} } }""",
            new { input = new { id, fallback = "One moment." } });
        var paused = await host.Admin.DataAsync(
            "mutation ($input: PauseChatbotInput!) { pauseChatbot(input: $input) { chatbot { isActive } } }", new { input = new { id } });
        var resumed = await host.Admin.DataAsync(
            "mutation ($input: ResumeChatbotInput!) { resumeChatbot(input: $input) { chatbot { isActive } } }", new { input = new { id } });
        var unconfirmed = await DeleteAsync(id, "front desk");
        var deleted = await DeleteAsync(id, "Front desk");
        var gone = await DeleteAsync(id, "Front desk");

        Assert.Equal("Europe/Berlin", created.Text("createChatbot.chatbot.businessHours.timeZone"));
        Assert.Equal("24:00", created.Text("createChatbot.chatbot.businessHours.openings.0.to"));
        Assert.Equal(2.5, created.At("createChatbot.chatbot.quietWindowSeconds").GetDouble());
        Assert.Equal("Hi!", updated.Text("updateChatbot.chatbot.greeting"));
        Assert.Equal("One moment.", updated.Text("updateChatbot.chatbot.fallback"));
        Assert.False(paused.At("pauseChatbot.chatbot.isActive").GetBoolean());
        Assert.True(resumed.At("resumeChatbot.chatbot.isActive").GetBoolean());
        Assert.Equal("ValidationError", unconfirmed.Text("deleteChatbot.errors.0.__typename"));
        Assert.Equal(JsonValueKind.Null, unconfirmed.At("deleteChatbot.deletedId").ValueKind);
        Assert.Equal(id, deleted.Text("deleteChatbot.deletedId"));
        Assert.Equal("chatbot.not_found", gone.Text("deleteChatbot.errors.0.code"));
    }

    [Fact]
    public async Task CreateChatbot_WithSeveralMistakes_NamesEachField()
    {
        var data = await host.Admin.DataAsync(
            $$"""mutation ($input: CreateChatbotInput!) { createChatbot(input: $input) { chatbot { id } {{Errors}} } }""",
            new { input = new { name = " ", temperature = 3, quietWindowSeconds = 60, language = "no language" } });

        Assert.Equal(
            ["language", "name", "quietWindowSeconds", "temperature"],
            data.At("createChatbot.errors").EnumerateArray().Select(error => error.Text("field")).Order());
    }

    [Fact]
    public async Task Chatbot_WithEverySettingOfItsAnswers_IsTheSameInRest()
    {
        var settings = new
        {
            whenClosed = "HAND_OFF",
            closedText = "Closed.",
            whenUnsure = "HAND_OFF",
            handoffText = "A person will answer.",
            returnToBotAfterSeconds = 0.0,
            maxAnswerTokens = 300,
            memoryTokens = 0,
            dailyTokenCap = 1000L,
            dailyCostCap = 1.5m,
            consentWords = new { optOut = new[] { "arrêt" }, help = new[] { "aide" } },
            optOutText = "Bye.",
            optInText = "Welcome back.",
            helpText = "No help.",
            showsPictures = true,
        };
        var created = await host.Admin.DataAsync(
            $$"""mutation ($input: CreateChatbotInput!) { createChatbot(input: $input) { chatbot { id } {{Errors}} } }""",
            new { input = new { name = "All settings" } });
        var id = created.Text("createChatbot.chatbot.id");

        var updated = await host.Admin.DataAsync(
            $$"""mutation ($input: UpdateChatbotInput!) { updateChatbot(input: $input) { chatbot { whenClosed returnToBotAfterSeconds } {{Errors}} } }""",
            new { input = WithId(settings, id) });
        var guid = new Guid(Convert.FromBase64String(id!).AsSpan("Chatbot:".Length));
        using var response = await host.Admin.GetAsync($"/api/chatbots/{guid}");
        var rest = await Scene.JsonAsync(response);
        var refused = await host.Admin.DataAsync(
            $$"""mutation ($input: UpdateChatbotInput!) { updateChatbot(input: $input) { chatbot { id } {{Errors}} } }""",
            new { input = new { id, maxAnswerTokens = 1, memoryTokens = -1, dailyTokenCap = -1, dailyCostCap = -1, optOutText = " ", consentWords = new { optIn = new[] { "stop" } } } });

        Assert.Equal("HAND_OFF", updated.Text("updateChatbot.chatbot.whenClosed"));
        Assert.Equal(JsonValueKind.Null, updated.At("updateChatbot.chatbot.returnToBotAfterSeconds").ValueKind);
        Assert.Equal("handOff", rest.Text("whenUnsure"));
        Assert.Equal(JsonValueKind.Null, rest.At("returnToBotAfterSeconds").ValueKind);
        Assert.Equal(
            ("Closed.", "A person will answer.", 300, 0, 1000L, 1.5m, "Bye.", "Welcome back.", "No help.", true),
            (rest.Text("closedText"), rest.Text("handoffText"), rest.At("maxAnswerTokens").GetInt32(), rest.At("memoryTokens").GetInt32(),
                rest.At("dailyTokenCap").GetInt64(), rest.At("dailyCostCap").GetDecimal(), rest.Text("optOutText"), rest.Text("optInText"),
                rest.Text("helpText"), rest.At("showsPictures").GetBoolean()));
        Assert.Equal(("arrêt", 0, "aide"), (rest.Text("consentWords.optOut.0"), rest.At("consentWords.optIn").GetArrayLength(), rest.Text("consentWords.help.0")));
        Assert.Equal(
            ["consentWords", "dailyCostCap", "dailyTokenCap", "maxAnswerTokens", "memoryTokens", "optOutText"],
            refused.At("updateChatbot.errors").EnumerateArray().Select(error => error.Text("field")).Order());
    }

    [Fact]
    public async Task Integration_FromItsMakingToItsEnd_NeverShowsItsSecret()
    {
        var scene = await Scene.NewAsync(host);
        var saved = await SaveAsync(scene, scene.Fields);
        var id = saved.Text("saveIntegration.integration.id");

        var tested = await host.Admin.DataAsync(
            "mutation ($input: TestIntegrationInput!) { testIntegration(input: $input) { test { verdict code checks { name ok } integration { status } } } }",
            new { input = new { id } });
        var pointed = await host.Admin.DataAsync(
            "mutation ($input: PointIntegrationWebhooksInput!) { pointIntegrationWebhooks(input: $input) { test { verdict } } }",
            new { input = new { id } });
        var toggled = await host.Admin.DataAsync(
            "mutation ($input: ToggleIntegrationInput!) { toggleIntegration(input: $input) { integration { isEnabled } } }",
            new { input = new { id, enabled = false } });
        var deleted = await DeleteIntegrationAsync(id);
        var gone = await DeleteIntegrationAsync(id);

        Assert.True(saved.At("saveIntegration.integration.isEnabled").GetBoolean());
        Assert.DoesNotContain(scene.Account.AuthToken, saved.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(scene.Account.AuthToken[^4..], saved.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("WORKS", tested.Text("testIntegration.test.verdict"));
        Assert.Equal("CONNECTED", tested.Text("testIntegration.test.integration.status"));
        Assert.Equal("WORKS", pointed.Text("pointIntegrationWebhooks.test.verdict"));
        Assert.False(toggled.At("toggleIntegration.integration.isEnabled").GetBoolean());
        Assert.Equal(id, deleted.Text("deleteIntegration.deletedId"));
        Assert.Equal("integration.not_found", gone.Text("deleteIntegration.errors.0.code"));
    }

    [Fact]
    public async Task SaveIntegration_ThatCannotWork_IsATypedError()
    {
        var first = await Scene.ConnectedAsync(host);
        var second = await Scene.NewAsync(host);

        var wrong = await SaveAsync(second, new Dictionary<string, string>(second.Fields) { ["phoneNumber"] = "5551234" });
        var taken = await SaveAsync(second, first.Fields);

        Assert.Equal("integration.field_invalid", wrong.Text("saveIntegration.errors.0.code"));
        Assert.Equal("phoneNumber", wrong.Text("saveIntegration.errors.0.field"));
        Assert.Equal("integration.address_taken", taken.Text("saveIntegration.errors.0.code"));
    }

    [Fact]
    public async Task Channels_AndSetUp_TellWhatToFillInAndWhatToDo()
    {
        var scene = await Scene.NewAsync(host);

        var data = await host.Admin.DataAsync(
            """
            query ($id: ID!) {
              channels { channel name fields { name isSecret isRequired } limits { textLength } }
              setupInstructions(chatbotId: $id, channel: SMS) { addresses { webhook } steps { title text } warning }
            }
            """,
            new { id = GraphQLCalls.GlobalId("Chatbot", scene.ChatbotId) });

        Assert.Contains(data.At("channels.0.fields").EnumerateArray(), field => field.Text("name") == "authToken" && field.At("isSecret").GetBoolean());
        Assert.Equal(new Uri(host.Address, scene.WebhookPath).AbsoluteUri, data.Text("setupInstructions.addresses.webhook"));
        Assert.NotEmpty(data.At("setupInstructions.steps").EnumerateArray());
    }

    private Task<JsonElement> SaveAsync(Scene scene, Dictionary<string, string> fields) => host.Admin.DataAsync(
        $$"""
        mutation ($input: SaveIntegrationInput!) {
          saveIntegration(input: $input) {
            integration { id isEnabled status settings { name value } credentials { name set last4 } }
            {{Errors}}
          }
        }
        """,
        new
        {
            input = new
            {
                chatbotId = GraphQLCalls.GlobalId("Chatbot", scene.ChatbotId),
                channel = "SMS",
                enabled = true,
                fields = fields.Select(field => new { name = field.Key, value = field.Value }),
            },
        });

    private Task<JsonElement> DeleteAsync(string? id, string name) => host.Admin.DataAsync(
        $$"""mutation ($input: DeleteChatbotInput!) { deleteChatbot(input: $input) { deletedId {{Errors}} } }""", new { input = new { id, name } });

    private Task<JsonElement> DeleteIntegrationAsync(string? id) => host.Admin.DataAsync(
        $$"""mutation ($input: DeleteIntegrationInput!) { deleteIntegration(input: $input) { deletedId {{Errors}} } }""", new { input = new { id } });
}
