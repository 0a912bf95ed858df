using SmsPlatform.Sandbox.Failures;

namespace SmsPlatform.IntegrationTests.Messaging;

/// <summary>What the way out does when the provider does not play along.</summary>
public sealed class DeliveryTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    [Fact]
    public async Task Send_RefusedForNow_IsTriedAgainUntilItArrivesOnce()
    {
        var phone = SignedWebhooks.NewPhone();
        host.Sandbox.Failures.Set(new() { Sends = [new() { To = phone, Fault = SendFault.Throttle, Times = 2 }] });

        await host.Sandbox.TextAsync(phone, "try again");
        await host.Sandbox.WaitForReceivedAsync(phone, limit: TimeSpan.FromSeconds(30));
        await host.WaitForAsync(
            "the attempts are recorded",
            """
            SELECT count(*) = 3 AND count(*) FILTER (WHERE a.outcome = 'retry') = 2
            FROM messaging.delivery_attempts AS a JOIN messaging.messages AS m ON m.id = a.message_id WHERE m."to" = $1 AND a.finished_at IS NOT NULL
            """,
            [phone]);

        Assert.Single(host.Sandbox.ReceivedBy(phone));
    }

    [Fact]
    public async Task Send_ToSomeoneTheProviderSaysOptedOut_FailsForGoodAndWritesTheLedger()
    {
        var phone = SignedWebhooks.NewPhone();
        host.Sandbox.Failures.Set(new() { Sends = [new() { To = phone, Fault = SendFault.Refuse, Code = 21610 }] });

        await host.Sandbox.TextAsync(phone, "hello");
        await host.WaitForAsync(
            "the message failed",
            """SELECT count(*) = 1 FROM messaging.messages WHERE "to" = $1 AND status = 'failed' AND error_code = '21610'""",
            [phone]);

        Assert.True(await host.ScalarAsync<bool>(
            """
            SELECT c.opted_out_at IS NOT NULL AND e.kind = 'opt_out' AND e.source = 'send_error'
            FROM messaging.conversations AS c JOIN messaging.consent_entries AS e ON e.conversation_id = c.id WHERE c.contact_address = $1
            """,
            phone));
    }

    [Fact]
    public async Task Stop_BeforeTheAnswerIsSent_SilencesUsUntilStart()
    {
        var phone = SignedWebhooks.NewPhone();

        await host.Sandbox.TextAsync(phone, "STOP");
        await host.Sandbox.TextAsync(phone, "are you there?");
        await host.WaitForAsync(
            "both are processed", """SELECT count(*) = 2 FROM messaging.messages WHERE "from" = $1 AND processed""", [phone]);
        var silent = await OutboundAsync(phone);
        await host.Sandbox.TextAsync(phone, "START");
        await host.Sandbox.TextAsync(phone, "and now?");
        await host.WaitForAsync(
            "an answer is sent", """SELECT count(*) = 1 FROM messaging.messages WHERE "to" = $1 AND external_id IS NOT NULL""", [phone]);

        Assert.Equal(0L, silent);
        Assert.Equal("opt_out,opt_in", await host.ScalarAsync<string>(
            """
            SELECT string_agg(e.kind, ',' ORDER BY e.id)
            FROM messaging.consent_entries AS e JOIN messaging.conversations AS c ON c.id = e.conversation_id WHERE c.contact_address = $1
            """,
            phone));
    }

    [Fact]
    public async Task Answer_ThatBecameTooOld_ExpiresUnsent()
    {
        var phone = SignedWebhooks.NewPhone();
        host.Sandbox.Failures.Set(new() { Sends = [new() { To = phone, Fault = SendFault.Throttle, RetryAfter = 2 }] });

        await host.Sandbox.TextAsync(phone, "hello");
        await host.WaitForAsync(
            "an attempt was refused", """SELECT count(*) = 1 FROM messaging.messages WHERE "to" = $1 AND attempts > 0 AND status = 'queued'""", [phone]);
        host.Clock.Advance(TimeSpan.FromMinutes(16));
        await host.WaitForAsync(
            "the answer expired",
            """SELECT count(*) = 1 FROM messaging.messages WHERE "to" = $1 AND status = 'expired' AND error_code = 'message.expired'""",
            [phone]);

        Assert.Empty(host.Sandbox.ReceivedBy(phone));
    }

    [Fact]
    public async Task LostAnswer_WithoutACallback_IsFoundByLookingItUp()
    {
        var phone = SignedWebhooks.NewPhone();
        host.Sandbox.Failures.Set(new()
        {
            Sends = [new() { To = phone, Fault = SendFault.DropAfterAccepting }],
            Callbacks = [new() { To = phone, Omit = true }],
        });

        await host.Sandbox.TextAsync(phone, "hello");
        await host.WaitForAsync(
            "the attempt is in doubt", """SELECT count(*) = 1 FROM messaging.messages WHERE "to" = $1 AND status = 'unconfirmed'""", [phone]);
        host.Clock.Advance(TimeSpan.FromSeconds(15));
        await host.WaitForAsync(
            "the look-up found it",
            """SELECT count(*) = 1 FROM messaging.messages WHERE "to" = $1 AND status = 'sent' AND external_id IS NOT NULL""",
            [phone]);

        Assert.Single(host.Sandbox.ReceivedBy(phone));
    }

    [Fact]
    public async Task LostRequest_TheProviderNeverTook_IsSentAgainOnce()
    {
        var phone = SignedWebhooks.NewPhone();
        host.Sandbox.Failures.Set(new() { Sends = [new() { To = phone, Fault = SendFault.ServerError, Times = 1 }] });

        await host.Sandbox.TextAsync(phone, "hello");
        await host.WaitForAsync(
            "the attempt is in doubt", """SELECT count(*) = 1 FROM messaging.messages WHERE "to" = $1 AND status = 'unconfirmed'""", [phone]);
        host.Clock.Advance(TimeSpan.FromSeconds(15));
        await host.Sandbox.WaitForReceivedAsync(phone);
        await host.Sandbox.WaitForQuietAsync();

        Assert.Single(host.Sandbox.ReceivedBy(phone));
    }

    private Task<long> OutboundAsync(string phone) =>
        host.ScalarAsync<long>("""SELECT count(*) FROM messaging.messages WHERE "to" = $1 AND direction = 'outbound'""", phone);
}
