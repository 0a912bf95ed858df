using System.Net.Http.Json;
using System.Text.Json;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.IntegrationTests.Channels;
using SmsPlatform.IntegrationTests.GraphQL;
using SmsPlatform.IntegrationTests.Tenancy;

namespace SmsPlatform.IntegrationTests.Messaging;

/// <summary>People beside the bot: what they have read, whose a conversation is, who leads it and until when.</summary>
public sealed class PeopleTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task Unread_GrowsWithWhatComes_AndShrinksWithWhatIsReadOrAnswered()
    {
        var (scene, phone, id) = await AnsweredAsync();
        await TextAsync(scene, phone, "two", "three");
        var all = await UnreadAsync(id);
        var second = await MessageAsync(phone, "two");

        var two = await ReadAsync(host.Admin, id, second);
        var back = await ReadAsync(host.Admin, id, await MessageAsync(phone, "hello"));
        var none = await ReadAsync(host.Admin, id, null);
        await TextAsync(scene, phone, "four");
        var one = await UnreadAsync(id);
        await ReplyAsync(id, "I am here.");

        Assert.Equal(3, all);
        Assert.Equal(1, two.At("markConversationRead.conversation.unreadCount").GetInt32());
        Assert.Equal(1, back.At("markConversationRead.conversation.unreadCount").GetInt32());
        Assert.Equal(0, none.At("markConversationRead.conversation.unreadCount").GetInt32());
        Assert.Equal(1, one);
        Assert.Equal(0, await UnreadAsync(id));
    }

    [Fact]
    public async Task MarkRead_UpToAMessageOfAnotherConversation_ChangesNothing()
    {
        var (_, _, id) = await AnsweredAsync();
        var (_, phone, _) = await AnsweredAsync();

        var answer = await ReadAsync(host.Admin, id, await MessageAsync(phone, "hello"));

        Assert.Equal("message.not_found", answer.Text("markConversationRead.errors.0.code"));
        Assert.Equal(1, await UnreadAsync(id));
    }

    [Fact]
    public async Task Assign_ToAMember_IsShownListedAndHeardOf_UntilTheyLeave()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var (_, phone, id) = await AnsweredAsync();
        var (agent, member) = await AgentAsync();
        using var _ = agent;
        await using var stream = await EventStream.OpenAsync(
            host.Admin, "subscription { onConversationUpdated { id assignedTo { id } } }", null, patience.Token);

        var assigned = await AssignAsync(host.Admin, id, member);
        JsonElement heard;
        do
        {
            heard = await stream.NextAsync(patience.Token);
        }
        while (heard.GetProperty("id").GetString() != id);

        var mine = await ListAsync($"""assignedTo: "{GlobalUser(member)}" """);
        var unassigned = await ListAsync("""unassigned: true""");
        using var removed = await host.Admin.DeleteAsync($"/api/members/{member}");
        removed.EnsureSuccessStatusCode();
        var after = await ListAsync($$"""unassigned: true, where: { contactAddress: { eq: "{{phone}}" } }""");

        Assert.Equal(GlobalUser(member), assigned.Text("assignConversation.conversation.assignedTo.id"));
        Assert.Equal(GlobalUser(member), heard.Text("assignedTo.id"));
        Assert.Equal([id], mine);
        Assert.DoesNotContain(id, unassigned);
        Assert.Equal([id], after);
    }

    [Fact]
    public async Task Assign_ToNobody_EndsIt_AndToAStranger_IsRefused()
    {
        var (_, _, id) = await AnsweredAsync();
        using var stranger = await new SeededObjects(host).StrangerAsync("assigned-stranger@example.com");
        var strangerId = await host.ScalarAsync<Guid>("SELECT id FROM accounts.users WHERE email = 'assigned-stranger@example.com'");
        var admin = await host.ScalarAsync<Guid>("SELECT id FROM accounts.users WHERE email = 'admin@example.com'");

        await AssignAsync(host.Admin, id, admin);
        var refused = await AssignAsync(host.Admin, id, strangerId);
        var kept = await host.ScalarAsync<Guid>("SELECT assigned_to FROM messaging.conversations WHERE id = $1", ConversationOf(id));
        var ended = await AssignAsync(host.Admin, id, null);

        Assert.Equal("member.not_found", refused.Text("assignConversation.errors.0.code"));
        Assert.Equal(admin, kept);
        Assert.Equal(JsonValueKind.Null, ended.At("assignConversation.conversation.assignedTo").ValueKind);
    }

    [Fact]
    public async Task Stranger_WithTheIdOfAConversation_NeitherAssignsNorReads()
    {
        var (_, _, id) = await AnsweredAsync();
        using var stranger = await new SeededObjects(host).StrangerAsync("people-stranger@example.com");
        var strangerId = await host.ScalarAsync<Guid>("SELECT id FROM accounts.users WHERE email = 'people-stranger@example.com'");

        var assigned = await AssignAsync(stranger, id, strangerId);
        var read = await ReadAsync(stranger, id, null);

        Assert.Equal("conversation.not_found", assigned.Text("assignConversation.errors.0.code"));
        Assert.Equal("conversation.not_found", read.Text("markConversationRead.errors.0.code"));
        Assert.Equal(1, await UnreadAsync(id));
        Assert.True(await host.ScalarAsync<bool>("SELECT assigned_to IS NULL FROM messaging.conversations WHERE id = $1", ConversationOf(id)));
    }

    [Fact]
    public async Task Reply_OfAMember_TakesTheConversationOver()
    {
        var (scene, phone, id) = await AnsweredAsync();

        await ReplyAsync(id, "I am here.");
        await host.WaitForAsync(
            "the reply is delivered",
            """SELECT EXISTS (SELECT FROM messaging.messages WHERE "to" = $1 AND body = 'I am here.' AND status = 'delivered')""",
            [phone]);
        await TextAsync(scene, phone, "good");

        Assert.Equal("human", await ModeAsync(id));
        Assert.Equal(2L, await host.ScalarAsync<long>("""SELECT count(*) FROM messaging.messages WHERE "to" = $1""", phone));
    }

    [Fact]
    public async Task HandOffWord_HandsOver_AndTheBotSaysNoMore()
    {
        var (scene, phone, id) = await AnsweredAsync(new { handoffWords = new[] { "human please" }, handoffText = "One moment." });

        await TextAsync(scene, phone, "Human  please!", "anyone?");
        await host.Sandbox.WaitForReceivedAsync(phone, 2);

        Assert.Equal("human", await ModeAsync(id));
        Assert.Equal("One moment.", host.Sandbox.ReceivedBy(phone)[^1].Body);
    }

    [Fact]
    public async Task Unsure_WhereTheChatbotWouldRatherHandOver_DoesSoOnce()
    {
        var (scene, phone, id) = await AnsweredAsync(new { whenUnsure = "handOff", handoffText = "A person will answer." });

        await TextAsync(scene, phone, "What about the moon?", "And Mars?");
        await host.Sandbox.WaitForReceivedAsync(phone, 2);

        Assert.Equal("human", await ModeAsync(id));
        Assert.Equal("A person will answer.", host.Sandbox.ReceivedBy(phone)[^1].Body);
        Assert.Equal(2L, await host.ScalarAsync<long>("""SELECT count(*) FROM messaging.messages WHERE "to" = $1""", phone));
    }

    [Fact]
    public async Task Takeover_BetweenTheLastLookAndTheSend_StopsTheBotsAnswer()
    {
        var (_, _, global) = await AnsweredAsync();
        var id = ConversationOf(global);

        await host.QueueForLaterAsync(id);
        var outbox = host.Services.GetRequiredService<IOutbox>();
        var now = host.Clock.GetUtcNow();
        var fence = await host.ScalarAsync<long>("SELECT delivery_fence FROM messaging.conversation_activity WHERE conversation_id = $1", id);
        var lease = new DeliveryLease(new ConversationId(id), fence, now.AddMinutes(1));

        var head = await outbox.ReadHeadAsync(lease, CancellationToken.None);
        await host.ExecuteAsync("UPDATE messaging.conversations SET mode = 'human' WHERE id = $1", id);
        var begun = await outbox.BeginAttemptAsync(head!, lease, now, CancellationToken.None);

        Assert.Equal(ConversationMode.Bot, head!.Mode);
        Assert.Null(begun);
        Assert.Equal("queued 0", await host.ScalarAsync<string>("SELECT status || ' ' || attempts FROM messaging.messages WHERE conversation_id = $1 AND body = 'too late'", id));
    }

    [Fact]
    public async Task Idle_AfterTheChatbotsTime_ReturnsToTheBot_WhichAnswersOnlyWhatIsNew()
    {
        var (scene, phone, id) = await AnsweredAsync(new { returnToBotAfterSeconds = 3600 });
        await ReplyAsync(id, "A person.");
        await TextAsync(scene, phone, "to the person");
        var busy = await ReturnAsync(id);
        await AgeAsync(id, "2 hours");

        // Taken over only now: that nobody wrote for long says nothing yet.
        await host.ExecuteAsync("UPDATE messaging.conversations SET mode_at = $2 WHERE id = $1", ConversationOf(id), host.Clock.GetUtcNow());
        var fresh = await ReturnAsync(id);
        await AgeAsync(id, "2 hours");
        var idle = await ReturnAsync(id);
        await TextAsync(scene, phone, "to the bot");
        await host.WaitForAsync(
            "the bot answers", """SELECT EXISTS (SELECT FROM messaging.messages WHERE "from" = $1 AND body = 'to the bot' AND response_message_id IS NOT NULL)""", [phone]);

        Assert.Equal(("human", "human", "bot"), (busy, fresh, idle));
        Assert.True(await host.ScalarAsync<bool>("""SELECT response_message_id IS NULL FROM messaging.messages WHERE "from" = $1 AND body = 'to the person'""", phone));
    }

    [Fact]
    public async Task Idle_WhereTheBotNeverReturns_StaysWithThePerson()
    {
        var (_, _, id) = await AnsweredAsync(new { returnToBotAfterSeconds = 0 });
        await ReplyAsync(id, "A person.");
        await AgeAsync(id, "100 days");

        Assert.Equal("human", await ReturnAsync(id));
    }

    [Fact]
    public async Task Idle_WhileSomebodyChangesIt_IsPassedOverRatherThanWaitedFor()
    {
        var (_, _, id) = await AnsweredAsync(new { returnToBotAfterSeconds = 3600 });
        await ReplyAsync(id, "A person.");
        await AgeAsync(id, "2 hours");
        string held;
        await using (var connection = await host.Database.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using var command = new NpgsqlCommand("SELECT FROM messaging.conversations WHERE id = $1 FOR UPDATE", connection);
            command.Parameters.Add(new NpgsqlParameter { Value = ConversationOf(id) });
            await command.ExecuteNonQueryAsync();

            held = await ReturnAsync(id);
        }

        Assert.Equal(("human", "bot"), (held, await ReturnAsync(id)));
    }

    private async Task<string> ReturnAsync(string id)
    {
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ReturnIdleConversations());
        return await ModeAsync(id);
    }

    private async Task AgeAsync(string id, string by)
    {
        await host.ExecuteAsync($"UPDATE messaging.conversation_activity SET last_message_at = last_message_at - interval '{by}' WHERE conversation_id = $1", ConversationOf(id));
        await host.ExecuteAsync($"UPDATE messaging.conversations SET mode_at = mode_at - interval '{by}' WHERE id = $1", ConversationOf(id));
    }

    private async Task<(Scene Scene, string Phone, string Conversation)> AnsweredAsync(object? settings = null)
    {
        var scene = await Scene.ConnectedAsync(host);
        if (settings is not null)
        {
            using var changed = await host.Admin.PatchAsJsonAsync($"/api/chatbots/{scene.ChatbotId}", settings);
            changed.EnsureSuccessStatusCode();
        }

        var phone = SignedWebhooks.NewPhone();
        await TextAsync(scene, phone, "hello");
        await host.WaitForAsync(
            "it is answered", """SELECT EXISTS (SELECT FROM messaging.messages WHERE "to" = $1 AND external_id IS NOT NULL)""", [phone]);
        var id = await host.ScalarAsync<Guid>("SELECT id FROM messaging.conversations WHERE contact_address = $1", phone);
        return (scene, phone, GraphQLCalls.GlobalId("Conversation", id));
    }

    /// <summary>One after the other, each looked at before the next.</summary>
    private async Task TextAsync(Scene scene, string phone, params string[] bodies)
    {
        foreach (var body in bodies)
        {
            using var stored = await scene.PostWebhookAsync(scene.Sms(phone, body));
            stored.EnsureSuccessStatusCode();
            await host.WaitForAsync(
                "it is looked at", """SELECT bool_and(processed) FROM messaging.messages WHERE "from" = $1 AND body = $2""", [phone, body]);
        }
    }

    private async Task<string> MessageAsync(string phone, string body) => GraphQLCalls.GlobalId(
        "Message", await host.ScalarAsync<Guid>("""SELECT id FROM messaging.messages WHERE "from" = $1 AND body = $2""", phone, body));

    private async Task<int> UnreadAsync(string id) => (await host.Admin.DataAsync(
        "query ($id: ID!) { conversationById(id: $id) { unreadCount } }", new { id })).At("conversationById.unreadCount").GetInt32();

    private static Task<JsonElement> ReadAsync(HttpClient client, string conversationId, string? upTo) => client.DataAsync(
        "mutation ($input: MarkConversationReadInput!) { markConversationRead(input: $input) { conversation { unreadCount } errors { ... on NotFoundError { code } } } }",
        new { input = new { conversationId, upTo } });

    private static Task<JsonElement> AssignAsync(HttpClient client, string conversationId, Guid? member) => client.DataAsync(
        "mutation ($input: AssignConversationInput!) { assignConversation(input: $input) { conversation { assignedTo { id } } errors { ... on NotFoundError { code } } } }",
        new { input = new { conversationId, memberId = member is { } id ? GlobalUser(id) : null } });

    private async Task ReplyAsync(string conversationId, string body)
    {
        var answer = await host.Admin.DataAsync(
            "mutation ($input: ReplyToConversationInput!) { replyToConversation(input: $input) { message { id } } }", new { input = new { conversationId, body } });
        Assert.Equal(JsonValueKind.Object, answer.At("replyToConversation.message").ValueKind);
    }

    private async Task<List<string?>> ListAsync(string arguments)
    {
        var data = await host.Admin.DataAsync($$"""{ conversations(first: 100, {{arguments}}) { nodes { id } } }""");
        return [.. data.At("conversations.nodes").EnumerateArray().Select(node => node.Text("id"))];
    }

    private Task<string> ModeAsync(string id) => host.ScalarAsync<string>("SELECT mode FROM messaging.conversations WHERE id = $1", ConversationOf(id));

    private static string GlobalUser(Guid id) => GraphQLCalls.GlobalId("User", id);

    private static Guid ConversationOf(string globalId) => new(Convert.FromBase64String(globalId).AsSpan("Conversation:".Length));

    /// <summary>A new agent of the first workspace.</summary>
    private async Task<(HttpClient Client, Guid Id)> AgentAsync()
    {
        var email = $"agent-{Guid.NewGuid():N}@example.com";
        var workspace = await host.ScalarAsync<Guid>("SELECT workspace_id FROM chatbots.chatbots ORDER BY id LIMIT 1");
        var client = await new SeededObjects(host).JoinAsync(email, "Agent", workspace);
        var id = await host.ScalarAsync<Guid>("SELECT id FROM accounts.users WHERE email = $1", email);
        return (client, id);
    }
}
