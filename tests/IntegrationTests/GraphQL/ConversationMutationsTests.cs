using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using SmsPlatform.IntegrationTests.Messaging;
using SmsPlatform.IntegrationTests.Tenancy;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>What people do in the inbox: reply, take over, close, send again.</summary>
public sealed class ConversationMutationsTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    private const string Reply = """
        mutation ($input: ReplyToConversationInput!) {
          replyToConversation(input: $input) {
            message { id status body from to }
            errors { __typename ... on ValidationError { code field } ... on RefusedError { code } ... on ConflictError { code } ... on NotFoundError { code } }
          }
        }
        """;

    private const string SetMode = """
        mutation ($input: SetConversationModeInput!) {
          setConversationMode(input: $input) { conversation { mode } errors { __typename ... on NotFoundError { code } } }
        }
        """;

    private const string Retry = """
        mutation ($input: RetryMessageInput!) {
          retryMessage(input: $input) {
            message { id status externalId errorCode attempts { number externalId } }
            errors { __typename ... on RefusedError { code } ... on ConflictError { code } ... on NotFoundError { code } }
          }
        }
        """;

    [Fact]
    public async Task Reply_InAConversation_IsDeliveredAndAnswersWhatCameIn()
    {
        var (phone, conversation) = await AnsweredAsync();
        await SetModeAsync(conversation, "HUMAN");
        using var stored = await host.PostAsync(SignedWebhooks.Sms(phone, "are you there?"));

        var answer = await host.Admin.DataAsync(Reply, new { input = new { conversationId = conversation, body = "A person is." } });

        var id = answer.Text("replyToConversation.message.id");
        Assert.Equal(phone, answer.Text("replyToConversation.message.to"));
        await host.WaitForAsync(
            "it is delivered", """SELECT EXISTS (SELECT FROM messaging.messages WHERE "to" = $1 AND body = 'A person is.' AND status = 'delivered' AND NOT is_automatic)""", [phone]);
        var asked = await host.Admin.DataAsync(
            "query ($phone: String!) { messages(first: 1, where: { from: { eq: $phone }, direction: { eq: INBOUND } }) { nodes { processed response { id } } } }",
            new { phone });
        Assert.True(asked.At("messages.nodes.0.processed").GetBoolean());
        Assert.Equal(id, asked.Text("messages.nodes.0.response.id"));
    }

    [Fact]
    public async Task Reply_RepeatedWithItsKey_IsQueuedOnce()
    {
        var (_, conversation) = await AnsweredAsync();
        var input = new { conversationId = conversation, body = "once", idempotencyKey = $"key-{Guid.NewGuid()}" };

        var first = await host.Admin.DataAsync(Reply, new { input });
        var second = await host.Admin.DataAsync(Reply, new { input });
        var other = await host.Admin.DataAsync(Reply, new { input = input with { body = "twice" } });

        Assert.Equal(first.Text("replyToConversation.message.id"), second.Text("replyToConversation.message.id"));
        Assert.Equal("idempotency_key.conflict", other.Text("replyToConversation.errors.0.code"));
    }

    [Fact]
    public async Task Reply_ThatMayNotBe_IsATypedError()
    {
        var (phone, conversation) = await AnsweredAsync();

        var empty = await host.Admin.DataAsync(Reply, new { input = new { conversationId = conversation, body = " " } });
        await SetModeAsync(conversation, "CLOSED");
        var closed = await host.Admin.DataAsync(Reply, new { input = new { conversationId = conversation, body = "anyone?" } });
        using var stop = await host.PostAsync(SignedWebhooks.Sms(phone, "STOP"));
        var optedOut = await host.Admin.DataAsync(Reply, new { input = new { conversationId = conversation, body = "anyone?" } });
        var unknown = await host.Admin.DataAsync(
            Reply, new { input = new { conversationId = GraphQLCalls.GlobalId("Conversation", Guid.NewGuid()), body = "anyone?" } });

        Assert.Equal(("message.empty", "body"), (empty.Text("replyToConversation.errors.0.code"), empty.Text("replyToConversation.errors.0.field")));
        Assert.Equal("conversation.closed", closed.Text("replyToConversation.errors.0.code"));
        Assert.Equal("message.opted_out", optedOut.Text("replyToConversation.errors.0.code"));
        Assert.Equal("conversation.not_found", unknown.Text("replyToConversation.errors.0.code"));
        Assert.Equal(0L, await host.ScalarAsync<long>("""SELECT count(*) FROM messaging.messages WHERE "to" = $1 AND body = 'anyone?'""", phone));
    }

    [Fact]
    public async Task Reply_WithAKeyThatOnlySends_ShowsWhatWasSentAndNothingElse()
    {
        var (_, conversation) = await AnsweredAsync();
        using var key = await KeyAsync("send");

        var answer = await key.DataAsync(Reply, new { input = new { conversationId = conversation, body = "by a program" } });
        var read = await key.GraphQLAsync("query ($id: ID!) { conversationById(id: $id) { mode } }", new { id = conversation });

        Assert.Equal("by a program", answer.Text("replyToConversation.message.body"));
        Assert.Equal("auth.scope_missing", read.Code());
    }

    [Fact]
    public async Task Human_WhileAnAutomaticReplyWaits_WithdrawsItForGood()
    {
        var (phone, conversation) = await AnsweredAsync();
        var id = await host.ScalarAsync<Guid>("SELECT id FROM messaging.conversations WHERE contact_address = $1", phone);

        await host.QueueForLaterAsync(id);

        var taken = await SetModeAsync(conversation, "HUMAN");
        await SetModeAsync(conversation, "BOT");

        Assert.Equal("HUMAN", taken.Text("setConversationMode.conversation.mode"));
        Assert.Equal(
            "canceled message.taken_over",
            await host.ScalarAsync<string>("SELECT status || ' ' || error_code FROM messaging.messages WHERE conversation_id = $1 AND body = 'too late'", id));
    }

    [Fact]
    public async Task Human_WhileAStatusReportHoldsAMessage_WaitsWithoutHoldingTheConversation()
    {
        var (phone, conversation) = await AnsweredAsync();
        var id = await host.ScalarAsync<Guid>("SELECT id FROM messaging.conversations WHERE contact_address = $1", phone);
        await host.QueueForLaterAsync(id);
        await using var connection = await host.Database.OpenConnectionAsync();
        await using var report = await connection.BeginTransactionAsync();
        await LockAsync("SELECT FROM messaging.messages WHERE conversation_id = $1 AND body = 'too late' FOR UPDATE");

        var taken = SetModeAsync(conversation, "HUMAN");
        await host.WaitForAsync(
            "it waits for the message",
            """
            SELECT EXISTS (
                SELECT FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid() AND wait_event_type = 'Lock' AND query LIKE '%''manual''%')
            """,
            []);

        // As a report of an opt-out goes on; were the conversation held already, each would wait for the other.
        await LockAsync("SELECT FROM messaging.conversations WHERE id = $1 FOR UPDATE NOWAIT");
        await report.CommitAsync();

        Assert.Equal("HUMAN", (await taken).Text("setConversationMode.conversation.mode"));
        Assert.Equal("canceled", await host.ScalarAsync<string>("SELECT status FROM messaging.messages WHERE conversation_id = $1 AND body = 'too late'", id));

        async Task LockAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.Add(new NpgsqlParameter { Value = id });
            await command.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task Human_Set_TheBotStaysSilentUntilItIsGivenBack()
    {
        var (phone, conversation) = await AnsweredAsync();

        await SetModeAsync(conversation, "HUMAN");
        using var first = await host.PostAsync(SignedWebhooks.Sms(phone, "to a person"));
        await host.WaitForAsync(
            "it is looked at", "SELECT processed FROM messaging.messages WHERE \"from\" = $1 AND body = 'to a person'", [phone]);
        await SetModeAsync(conversation, "BOT");
        using var second = await host.PostAsync(SignedWebhooks.Sms(phone, "to the bot"));
        await host.WaitForAsync(
            "the bot answers again",
            "SELECT response_message_id IS NOT NULL FROM messaging.messages WHERE \"from\" = $1 AND body = 'to the bot'",
            [phone]);

        Assert.True(await host.ScalarAsync<bool>(
            "SELECT response_message_id IS NULL FROM messaging.messages WHERE \"from\" = $1 AND body = 'to a person'", phone));
    }

    [Fact]
    public async Task Retry_OfAnUndeliveredMessage_IsANewAttemptWithAnIdOfItsOwn()
    {
        var (phone, _) = await AnsweredAsync();
        var id = await host.ScalarAsync<Guid>("""SELECT id FROM messaging.messages WHERE "to" = $1 AND direction = 'outbound' LIMIT 1""", phone);
        var former = await host.ScalarAsync<string>("SELECT external_id FROM messaging.messages WHERE id = $1", id);
        await host.ExecuteAsync(
            "UPDATE messaging.messages SET status = 'undelivered', status_rank = 60, error_code = '30003', expires_at = created_at WHERE id = $1", id);

        var answer = await host.Admin.DataAsync(Retry, new { input = new { id = GraphQLCalls.GlobalId("Message", id) } });

        Assert.Equal(JsonValueKind.Null, answer.At("retryMessage.errors").ValueKind);
        await host.WaitForAsync(
            "it is delivered after all", "SELECT status = 'delivered' AND error_code IS NULL FROM messaging.messages WHERE id = $1", [id]);
        Assert.NotEqual(former, await host.ScalarAsync<string>("SELECT external_id FROM messaging.messages WHERE id = $1", id));
        Assert.Equal(
            former, await host.ScalarAsync<string>("SELECT external_id FROM messaging.delivery_attempts WHERE message_id = $1 AND number = 1", id));
        Assert.Equal(2L, await host.ScalarAsync<long>("SELECT count(DISTINCT external_id) FROM messaging.delivery_attempts WHERE message_id = $1", id));
    }

    [Fact]
    public async Task Retry_ThenALateReportOnTheFormerAttempt_LeavesTheNewOneAlone()
    {
        var (phone, _) = await AnsweredAsync();
        var id = await host.ScalarAsync<Guid>("""SELECT id FROM messaging.messages WHERE "to" = $1 AND direction = 'outbound' LIMIT 1""", phone);
        var former = await host.ScalarAsync<string>("SELECT external_id FROM messaging.messages WHERE id = $1", id);

        // Queued again, and held back.
        await host.ExecuteAsync(
            """
            UPDATE messaging.messages
            SET status = 'queued', status_rank = 0, external_id = NULL, next_attempt_at = now() + interval '1 hour'
            WHERE id = $1
            """,
            id);
        var report = new Dictionary<string, string>
        {
            ["MessageSid"] = former,
            ["AccountSid"] = SmsPlatform.Sandbox.SandboxDefaults.AccountSid,
            ["From"] = PlatformHost.Number,
            ["To"] = phone,
            ["MessageStatus"] = "undelivered",
            ["ErrorCode"] = "30003",
        };
        using var taken = await host.PostAsync(report, $"/api/twilio/webhook/status?messageId={id}");

        Assert.True(taken.IsSuccessStatusCode);
        Assert.Equal("queued", await host.ScalarAsync<string>("SELECT status FROM messaging.messages WHERE id = $1", id));
    }

    [Fact]
    public async Task Retry_ThatMayNotBe_IsATypedError()
    {
        var (phone, _) = await AnsweredAsync();
        var outbound = await host.ScalarAsync<Guid>("""SELECT id FROM messaging.messages WHERE "to" = $1 AND direction = 'outbound' LIMIT 1""", phone);
        var inbound = await host.ScalarAsync<Guid>("""SELECT id FROM messaging.messages WHERE "from" = $1 LIMIT 1""", phone);
        async Task<string?> CodeAsync(Guid id) =>
            (await host.Admin.DataAsync(Retry, new { input = new { id = GraphQLCalls.GlobalId("Message", id) } })).Text("retryMessage.errors.0.code");

        var delivered = await CodeAsync(outbound);
        var received = await CodeAsync(inbound);
        var unknown = await CodeAsync(Guid.NewGuid());
        await host.ExecuteAsync("UPDATE messaging.messages SET status = 'failed', status_rank = 50 WHERE id = $1", outbound);
        using var stop = await host.PostAsync(SignedWebhooks.Sms(phone, "STOP"));
        var optedOut = await CodeAsync(outbound);

        Assert.Equal("message.not_retryable", delivered);
        Assert.Equal("message.not_outbound", received);
        Assert.Equal("message.not_found", unknown);
        Assert.Equal("message.opted_out", optedOut);
    }

    [Fact]
    public async Task Stranger_InTheInboxOfAnotherWorkspace_FindsNothing()
    {
        var (phone, conversation) = await AnsweredAsync();
        var seeded = new SeededObjects(host);
        await seeded.SeedAsync();
        using var stranger = await seeded.StrangerAsync("inbox-stranger@example.com");
        var message = await host.ScalarAsync<Guid>("""SELECT id FROM messaging.messages WHERE "to" = $1 AND direction = 'outbound' LIMIT 1""", phone);
        await host.ExecuteAsync("UPDATE messaging.messages SET status = 'failed', status_rank = 50 WHERE id = $1", message);

        var replied = await stranger.DataAsync(Reply, new { input = new { conversationId = conversation, body = "stolen" } });
        var moded = await stranger.DataAsync(SetMode, new { input = new { conversationId = conversation, mode = "CLOSED" } });
        var retried = await stranger.DataAsync(Retry, new { input = new { id = GraphQLCalls.GlobalId("Message", message) } });

        Assert.Equal("conversation.not_found", replied.Text("replyToConversation.errors.0.code"));
        Assert.Equal("conversation.not_found", moded.Text("setConversationMode.errors.0.code"));
        Assert.Equal("message.not_found", retried.Text("retryMessage.errors.0.code"));
        Assert.Equal("bot", await host.ScalarAsync<string>("SELECT mode FROM messaging.conversations WHERE contact_address = $1", phone));
        Assert.Equal("failed", await host.ScalarAsync<string>("SELECT status FROM messaging.messages WHERE id = $1", message));
    }

    private async Task<(string Phone, string Conversation)> AnsweredAsync()
    {
        var phone = SignedWebhooks.NewPhone();
        await host.Sandbox.TextAsync(phone, "hello");
        await host.WaitForAsync(
            "it is answered", """SELECT EXISTS (SELECT FROM messaging.messages WHERE "to" = $1 AND status = 'delivered')""", [phone]);
        var id = await host.ScalarAsync<Guid>("SELECT id FROM messaging.conversations WHERE contact_address = $1", phone);
        return (phone, GraphQLCalls.GlobalId("Conversation", id));
    }

    private Task<JsonElement> SetModeAsync(string conversation, string mode) =>
        host.Admin.DataAsync(SetMode, new { input = new { conversationId = conversation, mode } });

    private async Task<HttpClient> KeyAsync(params string[] scopes)
    {
        using var made = await host.Admin.PostAsJsonAsync("/api/api-keys", new { name = "key", scopes });
        var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", (await Channels.Scene.JsonAsync(made)).Text("key"));
        return client;
    }
}
