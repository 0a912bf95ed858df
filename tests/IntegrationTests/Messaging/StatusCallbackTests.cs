using System.Net;
using SmsPlatform.Sandbox;
using SmsPlatform.Sandbox.Failures;

namespace SmsPlatform.IntegrationTests.Messaging;

/// <summary>However Twilio's reports are ordered and repeated, a message ends where it belongs.</summary>
public sealed class StatusCallbackTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    private static readonly string[] Reports = ["queued", "sending", "sent", "undelivered", "delivered"];

    [Fact]
    public async Task Reports_InEveryOrderAndRepeated_EndInTheSameState()
    {
        var orders = Permutations(Reports).ToList();
        var messages = await InsertSentAsync(orders.Count);

        await Parallel.ForEachAsync(
            orders.Zip(messages),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (each, _) =>
            {
                // Each report twice, so repetitions are covered as well as orders.
                foreach (var status in each.First.Concat(each.First))
                {
                    using var response = await ReportAsync(each.Second.Sid, status, each.Second.Id);
                    Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
                }
            });

        Assert.Equal(120, orders.Count);
        Assert.Equal(120L, await host.ScalarAsync<long>(
            "SELECT count(*) FROM messaging.messages WHERE id = ANY ($1) AND status = 'delivered' AND error_code IS NULL AND delivered_at IS NOT NULL",
            messages.Select(message => message.Id).ToArray()));
    }

    [Fact]
    public async Task Report_BeforeTheSendsOwnAnswer_SettlesTheMessageByOurId()
    {
        var phone = SignedWebhooks.NewPhone();
        host.Sandbox.Failures.Set(new() { Sends = [new() { To = phone, Fault = SendFault.DropAfterAccepting }] });

        await host.Sandbox.TextAsync(phone, "will the answer be lost?");
        await host.Sandbox.WaitForReceivedAsync(phone);
        await host.WaitForAsync(
            "the message is settled by its callback",
            """SELECT count(*) = 1 FROM messaging.messages WHERE "to" = $1 AND status = 'delivered' AND external_id IS NOT NULL""",
            [phone]);
        await host.Sandbox.WaitForQuietAsync();

        Assert.Single(host.Sandbox.ReceivedBy(phone));
        Assert.Single(host.Sandbox.Sends, send => send.To == phone);
    }

    [Fact]
    public async Task Report_ThatCouldNotBeStored_IsPostedAgainByTheProvider()
    {
        var phone = SignedWebhooks.NewPhone();

        // Refuses the first report of the delivery as a database in trouble does, and no other.
        await host.ExecuteAsync($"""
            CREATE SEQUENCE messaging.refusals;
            CREATE FUNCTION messaging.refuse_once() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF NEW.status = 'delivered' AND NEW."to" = '{phone}' AND nextval('messaging.refusals') = 1 THEN
                    RAISE EXCEPTION 'not now' USING ERRCODE = 'serialization_failure';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER refuse_once BEFORE UPDATE ON messaging.messages FOR EACH ROW EXECUTE FUNCTION messaging.refuse_once();
            """);
        try
        {
            await host.Sandbox.TextAsync(phone, "is it delivered?");
            await host.WaitForAsync(
                "the second report of the delivery is stored",
                """SELECT count(*) = 1 FROM messaging.messages WHERE "to" = $1 AND status = 'delivered'""",
                [phone]);
            Assert.Equal(2, await host.ScalarAsync<long>("SELECT last_value FROM messaging.refusals"));
        }
        finally
        {
            await host.ExecuteAsync("DROP TRIGGER refuse_once ON messaging.messages");
        }
    }

    private async Task<HttpResponseMessage> ReportAsync(string sid, string status, Guid messageId)
    {
        var form = new Dictionary<string, string>
        {
            ["MessageSid"] = sid,
            ["MessageStatus"] = status,
            ["AccountSid"] = SandboxDefaults.AccountSid,
            ["From"] = PlatformHost.Number,
            ["To"] = "+15551239999",
        };
        if (status == "undelivered")
        {
            form["ErrorCode"] = "30003";
        }

        return await host.PostAsync(form, $"/api/twilio/webhook/status?messageId={messageId}");
    }

    /// <summary>Messages as they are while their provider call is under way: without an id of the provider's.</summary>
    private async Task<List<(Guid Id, string Sid)>> InsertSentAsync(int count)
    {
        var phone = SignedWebhooks.NewPhone();
        using var first = await host.PostAsync(SignedWebhooks.Sms(phone, "start"));
        var messages = Enumerable.Range(0, count).Select(_ => (Id: Guid.CreateVersion7(), Sid: SignedWebhooks.NewSid())).ToList();
        await host.ExecuteAsync(
            """
            INSERT INTO messaging.messages
                (id, workspace_id, conversation_id, integration_id, channel, direction, status, status_rank, "from", "to", body,
                 segments, account_id, processed, is_automatic, attempts, created_at)
            SELECT m.id, c.workspace_id, c.id, c.integration_id, c.channel, 'outbound', 'sending', 10, '+15005550006', c.contact_address, 'hi',
                   1, '', false, false, 1, now()
            FROM messaging.conversations AS c, unnest($2) AS m (id)
            WHERE c.contact_address = $1
            """,
            phone,
            messages.Select(message => message.Id).ToArray());
        return messages;
    }

    private static IEnumerable<string[]> Permutations(string[] items) =>
        items.Length == 1
            ? [items]
            : items.SelectMany(item => Permutations([.. items.Where(other => other != item)]).Select(rest => (string[])[item, .. rest]));
}
