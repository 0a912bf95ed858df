using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using SmsPlatform.IntegrationTests.Channels;
using SmsPlatform.IntegrationTests.GraphQL;
using SmsPlatform.IntegrationTests.Tenancy;

namespace SmsPlatform.IntegrationTests.Messaging;

/// <summary>Messages that did not arrive are seen, with their reason, and sent again one by one or many at once.</summary>
public sealed class DeadLettersTests(DeadLettersTests.Host host) : IClassFixture<DeadLettersTests.Host>
{
    private const string List = """
        query ($filter: DeadLetterFilterInput, $first: Int!, $after: String) {
          deadLetters(filter: $filter, first: $first, after: $after) {
            nodes { id status errorCode errorMessage to timeline { kind reason } } pageInfo { hasNextPage endCursor }
          }
        }
        """;

    private const string RequeueMany = """
        mutation ($input: RequeueDeadLettersInput!) {
          requeueDeadLetters(input: $input) {
            requeueReport { count next refused { messageId code reason } } errors { __typename ... on ValidationError { code } }
          }
        }
        """;

    private const string RequeueNamed = """
        mutation ($input: RequeueMessagesInput!) {
          requeueMessages(input: $input) {
            requeueReport { count refused { messageId code reason } } errors { __typename ... on ValidationError { code } }
          }
        }
        """;

    [Fact]
    public async Task List_FilteredAndPaged_ShowsEachOnceWithItsReason()
    {
        var code = NewCode();
        var ids = await AddAsync(5, "failed", code);
        await AddAsync(2, "expired", code);
        await AddAsync(1, "canceled", code);
        await AddAsync(1, "delivered", null);

        var all = await host.Admin.DataAsync(List, new { first = 100, filter = new { codes = new[] { code } } });
        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await host.Admin.DataAsync(List, new { first = 2, after, filter = new { codes = new[] { code }, statuses = new[] { "FAILED" } } });
            seen.AddRange(page.At("deadLetters.nodes").EnumerateArray().Select(node => node.Text("id")!));
            after = page.At("deadLetters.pageInfo.hasNextPage").GetBoolean() ? page.Text("deadLetters.pageInfo.endCursor") : null;
        }
        while (after is not null);

        Assert.Equal(7, all.At("deadLetters.nodes").GetArrayLength());
        Assert.All(all.At("deadLetters.nodes").EnumerateArray().ToList(), node => Assert.Equal("Broken for the test.", node.Text("errorMessage")));
        Assert.Equal(ids.Select(id => GraphQLCalls.GlobalId("Message", id)).Order(), seen.Order());
        var none = await host.Admin.DataAsync(
            List, new { first = 10, filter = new { codes = new[] { code }, until = "2020-01-01T00:00:00Z" } });
        Assert.Equal(0, none.At("deadLetters.nodes").GetArrayLength());
        var ofNobody = await host.Admin.DataAsync(
            List, new { first = 10, filter = new { codes = new[] { code }, chatbotId = GraphQLCalls.GlobalId("Chatbot", Guid.NewGuid()) } });
        Assert.Equal(0, ofNobody.At("deadLetters.nodes").GetArrayLength());
    }

    [Fact]
    public async Task Requeue_ByFilter_SendsABatchAfterTheOtherAndNamesTheRefused()
    {
        var code = NewCode();
        var ids = await AddAsync(5, "failed", code);
        await host.ExecuteAsync(
            "UPDATE messaging.conversations SET opted_out_at = now() WHERE id = (SELECT conversation_id FROM messaging.messages WHERE id = $1)", ids[1]);

        var first = await RequeueAsync(new { filter = new { codes = new[] { code } }, limit = 3 });
        var second = await RequeueAsync(new { filter = new { codes = new[] { code } }, limit = 3, after = first.Text("next") });

        Assert.Equal(2, first.At("count").GetInt32());
        var refused = Assert.Single(first.GetProperty("refused").EnumerateArray().ToList());
        Assert.Equal((GraphQLCalls.GlobalId("Message", ids[1]), "message.opted_out"), (refused.Text("messageId"), refused.Text("code")));
        Assert.Equal(2, second.At("count").GetInt32());
        Assert.Null(second.Text("next"));
        await host.WaitForAsync(
            "four are delivered", "SELECT count(*) = 4 FROM messaging.messages WHERE id = ANY ($1) AND status = 'delivered' AND attempts = 1", [ids]);
    }

    [Fact]
    public async Task Requeue_ByIdsThroughRest_ReportsEach()
    {
        var ids = await AddAsync(2, "undelivered", NewCode());
        var done = (await AddAsync(1, "delivered", null))[0];
        var unknown = Guid.CreateVersion7();

        using var response = await host.Admin.PostAsJsonAsync("/api/dead-letters/requeue", new { ids = (Guid[])[.. ids, done, unknown] });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var report = await Scene.JsonAsync(response);
        Assert.Equal(ids.Order(), report.GetProperty("ids").EnumerateArray().Select(id => id.GetGuid()).Order());
        Assert.Equal(
            [(done, "message.not_retryable"), (unknown, "message.not_found")],
            report.GetProperty("refused").EnumerateArray().Select(one => (one.GetProperty("id").GetGuid(), one.Text("code")!)).OrderBy(one => one.Item2 == "message.not_found"));
        await host.WaitForAsync("both are delivered", "SELECT count(*) = 2 FROM messaging.messages WHERE id = ANY ($1) AND status = 'delivered'", [ids]);
    }

    [Fact]
    public async Task AnotherWorkspace_SeesNoDeadLetterAndRequeuesNone()
    {
        var code = NewCode();
        var id = (await AddAsync(1, "failed", code))[0];
        var seeded = new SeededObjects(host);
        await seeded.SeedAsync();
        using var stranger = await seeded.StrangerAsync("stranger-of-dead-letters@example.com");

        var list = await stranger.DataAsync(List, new { first = 10 });
        var many = await stranger.DataAsync(RequeueMany, new { input = new { filter = new { codes = new[] { code } } } });
        var named = await stranger.DataAsync(RequeueNamed, new { input = new { ids = new[] { GraphQLCalls.GlobalId("Message", id) } } });
        var state = await stranger.DataAsync("{ deliveryState { undelivered } }");

        Assert.Equal(0, list.At("deadLetters.nodes").GetArrayLength());
        Assert.Equal(0, many.At("requeueDeadLetters.requeueReport.count").GetInt32());
        Assert.Equal("message.not_found", named.Text("requeueMessages.requeueReport.refused.0.code"));
        Assert.Equal(0, state.At("deliveryState.undelivered").GetInt64());
        Assert.Equal("failed", await host.ScalarAsync<string>("SELECT status FROM messaging.messages WHERE id = $1", id));
    }

    [Theory]
    [InlineData("""{"statuses":["sent"]}""", "status.not_dead")]
    [InlineData("""{"statuses":[null]}""", "status.not_dead")]
    [InlineData("""{"codes":["a\u0000b"]}""", "codes.invalid")]
    [InlineData("""{"since":"yesterday"}""", "time.invalid")]
    [InlineData("""{"since":"2026-01-02T00:00:00Z","until":"2026-01-01T00:00:00Z"}""", "until.not_after_since")]
    [InlineData("""{"statuses":["failed"],"limit":0}""", "page.invalid_size")]
    [InlineData("""{"statuses":["failed"],"limit":101}""", "page.invalid_size")]
    [InlineData("""{"statuses":["failed"],"after":"nonsense"}""", "cursor.invalid")]
    [InlineData("{}", "requeue.no_filter")]
    [InlineData("""{"ids":[]}""", "ids.invalid_count")]
    [InlineData("""{"ids":["x"]}""", "id.invalid")]
    [InlineData("""{"ids":["0199d3c2-5e0b-7cc0-8000-000000000000"],"codes":["1"]}""", "requeue.ids_and_filter")]
    public async Task Requeue_OfNonsense_NamesTheError(string body, string code)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await host.Admin.PostAsync("/api/dead-letters/requeue", content);

        Assert.Equal((HttpStatusCode.BadRequest, code), (response.StatusCode, await response.CodeAsync()));
    }

    [Fact]
    public async Task Alert_WhenTheOldestWaitsTooLong_IsSeenEverywhereAndFailsNoReadiness()
    {
        var id = (await AddAsync(1, "queued", null))[0];
        await host.ExecuteAsync("UPDATE channels.integrations SET is_enabled = false");
        host.ForgetIntegrations();
        try
        {
            await host.ExecuteAsync("UPDATE messaging.messages SET created_at = $2 WHERE id = $1", id, host.Clock.GetUtcNow().AddMinutes(-11));
            await UntilAlertAsync(true);
            using var ready = await host.Anonymous.GetAsync("/health/ready");
            using var metrics = await host.Anonymous.GetAsync("/metrics");
            using var rest = await host.Admin.GetAsync("/api/delivery/state");
            var state = await host.Admin.DataAsync("{ deliveryState { undelivered oldestUndeliveredSeconds limitSeconds isAlert } }");

            Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
            Assert.Contains("smsplatform_delivery_alert 1", await metrics.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.True((await Scene.JsonAsync(rest)).GetProperty("isAlert").GetBoolean());
            Assert.True(state.At("deliveryState.isAlert").GetBoolean());
            Assert.Equal(600, state.At("deliveryState.limitSeconds").GetDouble());
            Assert.True(state.At("deliveryState.oldestUndeliveredSeconds").GetDouble() > 650);
        }
        finally
        {
            await host.ExecuteAsync("UPDATE messaging.messages SET status = 'canceled', status_rank = 35 WHERE id = $1", id);
            await host.ExecuteAsync("UPDATE channels.integrations SET is_enabled = true");
            host.ForgetIntegrations();
        }

        await UntilAlertAsync(false);
    }

    private async Task UntilAlertAsync(bool expected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var ready = await host.Anonymous.GetAsync("/health/ready", patience.Token);
            if ((await Scene.JsonAsync(ready)).At("checks.delivery.data.alert").GetBoolean() == expected)
            {
                return;
            }

            await Task.Delay(100, patience.Token);
        }
    }

    private async Task<JsonElement> RequeueAsync(object input) =>
        (await host.Admin.DataAsync(RequeueMany, new { input })).At("requeueDeadLetters.requeueReport");

    private static string NewCode() => $"test.{Guid.NewGuid():N}";

    /// <summary>Messages of ours to a phone each, in the order of their ids.</summary>
    private async Task<Guid[]> AddAsync(int count, string status, string? code)
    {
        var ids = new Guid[count];
        for (var i = 0; i < count; i++)
        {
            var phone = SignedWebhooks.NewPhone();
            using var first = await host.PostAsync(SignedWebhooks.Sms(phone, "hello"));
            await host.WaitForAsync(
                "it is answered", """SELECT EXISTS (SELECT FROM messaging.messages WHERE "to" = $1 AND status = 'delivered') OR NOT $2""", [phone, status != "queued"]);
            ids[i] = Guid.CreateVersion7(host.Clock.GetUtcNow());
            await host.ExecuteAsync(
                """
                INSERT INTO messaging.messages
                    (id, workspace_id, conversation_id, integration_id, channel, direction, status, status_rank, "from", "to", body,
                     segments, account_id, processed, is_automatic, attempts, created_at, error_code, error_message)
                SELECT $2, c.workspace_id, c.id, c.integration_id, c.channel, 'outbound', $3, 50, '+15005550006', c.contact_address, 'hi',
                       1, '', false, false, 0, $4, nullif($5, ''), CASE WHEN $5 <> '' THEN 'Broken for the test.' END
                FROM messaging.conversations AS c
                WHERE c.contact_address = $1
                """,
                phone,
                ids[i],
                status,
                host.Clock.GetUtcNow(),
                code ?? "");
        }

        return ids;
    }

    /// <summary>A host of its own: one test switches its integrations off.</summary>
    public sealed class Host : PlatformHost
    {
        internal override void Customize(IWebHostBuilder builder) => builder.UseSetting("Messaging:UndeliveredAlertAfter", "00:10:00");
    }
}
