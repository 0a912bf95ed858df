using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.IntegrationTests.Channels;
using SmsPlatform.IntegrationTests.GraphQL;
using SmsPlatform.Sandbox;
using SmsPlatform.Sandbox.Failures;

namespace SmsPlatform.IntegrationTests.Messaging;

/// <summary>What contacts text about consent: to the row of the ledger, and to what their phone gets.</summary>
public sealed class ConsentRepliesTests(PlatformHost host) : IClassFixture<PlatformHost>, IDisposable
{
    private const string Goodbye = "Vous êtes désabonné.";
    private const string Welcome = "Vous êtes abonné.";
    private const string Advice = "Ecrivez ARRÊT pour partir.";

    public void Dispose() => host.Sandbox.Failures.Set(new());

    [Fact]
    public async Task OwnWordForStop_IsConfirmedOnce_AndNothingGoesAfterIt()
    {
        var (scene, phone) = await SceneAsync();
        await TextAsync(scene, phone, "bonjour");
        await host.Sandbox.WaitForReceivedAsync(phone);

        await TextAsync(scene, phone, "ARRÊT !");
        await host.Sandbox.WaitForReceivedAsync(phone, 2);
        await TextAsync(scene, phone, "arrêt");
        await TextAsync(scene, phone, "vous êtes là ?");
        await ProcessedAsync(phone, 4);
        using var sent = await host.Admin.PostAsJsonAsync($"/api/twilio/{scene.ChatbotId}/send-sms", new { to = phone, body = "news" });

        Assert.Equal("message.opted_out", await sent.CodeAsync());
        Assert.Equal("opt_out own_word|opt_out own_word", await LedgerAsync(phone));
        Assert.Equal(["Hi, thanks for your message! How can we help you?", Goodbye], Received(phone));
        Assert.Equal(2L, await host.ScalarAsync<long>("""SELECT count(*) FROM messaging.messages WHERE "to" = $1""", phone));
    }

    [Fact]
    public async Task OwnWordForStop_WhileAnAnswerWaits_CancelsItAndIsConfirmed()
    {
        var (scene, phone) = await SceneAsync();
        host.Sandbox.Failures.Set(new() { Sends = [new() { To = phone, Fault = SendFault.Refuse, Code = 30003, Times = 1 }] });
        await TextAsync(scene, phone, "bonjour");
        await host.WaitForAsync(
            "the greeting waits for minutes",
            """SELECT EXISTS (SELECT FROM messaging.messages WHERE "to" = $1 AND status = 'queued' AND attempts = 1)""",
            [phone]);

        await TextAsync(scene, phone, "arrêt");
        await host.Sandbox.WaitForReceivedAsync(phone);

        Assert.Equal([Goodbye], Received(phone));
        Assert.Equal(
            "canceled message.opted_out",
            await host.ScalarAsync<string>("""SELECT status || ' ' || error_code FROM messaging.messages WHERE "to" = $1 ORDER BY seq LIMIT 1""", phone));
    }

    [Fact]
    public async Task OwnWords_WhileAPersonLeads_AreConfirmed()
    {
        var (scene, phone) = await SceneAsync();
        await TextAsync(scene, phone, "bonjour");
        await host.Sandbox.WaitForReceivedAsync(phone);
        await host.ExecuteAsync("UPDATE messaging.conversations SET mode = 'human' WHERE contact_address = $1", phone);

        await TextAsync(scene, phone, "arrêt");
        await host.Sandbox.WaitForReceivedAsync(phone, 2);
        await TextAsync(scene, phone, "au secours");
        await host.Sandbox.WaitForReceivedAsync(phone, 3);

        Assert.Equal("opt_out own_word|help own_word", await LedgerAsync(phone));
        Assert.Equal([Goodbye, Advice], Received(phone)[1..]);
    }

    [Fact]
    public async Task OwnWordForStart_IsConfirmed_AndTheQuestionBesideItAnswered()
    {
        var (scene, phone) = await SceneAsync();
        await TextAsync(scene, phone, "arrêt");
        await host.Sandbox.WaitForReceivedAsync(phone);
        await host.ExecuteAsync("UPDATE chatbots.chatbots SET quiet_window = interval '0.5 seconds' WHERE id = $1", scene.ChatbotId);
        host.ForgetIntegrations();

        await TextAsync(scene, phone, "Reprendre");
        await TextAsync(scene, phone, "et maintenant ?");
        await host.Sandbox.WaitForReceivedAsync(phone, 3);

        Assert.Equal("opt_out own_word|opt_in own_word", await LedgerAsync(phone));
        Assert.Equal([Goodbye, Welcome, "Thanks, we got your message and will get back to you."], Received(phone));
        Assert.Equal("fallback", await host.ScalarAsync<string>(
            """
            SELECT a.origin FROM messaging.answers AS a JOIN messaging.messages AS m ON m.id = a.message_id
            WHERE m."to" = $1 AND m.body LIKE 'Thanks%'
            """,
            phone));
    }

    [Fact]
    public async Task Yes_CountsAsStart_OnlyForSomeoneOptedOut()
    {
        var phone = SignedWebhooks.NewPhone();

        await host.Sandbox.TextAsync(phone, "yes");
        await host.WaitForAsync(
            "it is answered like any text", """SELECT EXISTS (SELECT FROM messaging.messages WHERE "to" = $1 AND status = 'delivered')""", [phone]);
        var before = await LedgerAsync(phone);
        await host.Sandbox.TextAsync(phone, "STOP");
        await host.Sandbox.TextAsync(phone, "Yes");
        await host.Sandbox.TextAsync(phone, "and now?");
        await host.WaitForAsync(
            "it is answered again", """SELECT count(*) = 2 FROM messaging.messages WHERE "to" = $1 AND status = 'delivered'""", [phone]);

        Assert.Equal("", before);
        Assert.Equal("opt_out keyword|opt_in keyword", await LedgerAsync(phone));
    }

    [Fact]
    public async Task StopAndYes_StoredTogether_AreReadInTheirOrder()
    {
        var inbox = host.Services.GetRequiredService<IInbox>();
        var integration = await host.Services.GetRequiredService<IIntegrationDirectory>().FindDefaultAsync(Channel.Sms, CancellationToken.None);
        var phones = Enumerable.Range(0, 20).Select(_ => SignedWebhooks.NewPhone()).ToArray();

        // One after the other without waiting, so that most pairs are stored by one transaction.
        await Task.WhenAll(phones.SelectMany(phone => new[]
        {
            StoreAsync(phone, "STOP", ConsentWord.OptOut), StoreAsync(phone, "YES", ConsentWord.OptInIfOptedOut),
        }));

        Assert.Equal(
            (20L, 0L),
            (await host.ScalarAsync<long>(
                """
                SELECT count(*) FROM (
                    SELECT string_agg(e.kind, ' ' ORDER BY m.seq) AS said
                    FROM messaging.consent_entries AS e JOIN messaging.messages AS m ON m.id = e.message_id
                    WHERE m."from" = ANY ($1) GROUP BY m."from") AS ledger
                WHERE said = 'opt_out opt_in'
                """,
                (object)phones),
                await host.ScalarAsync<long>(
                    "SELECT count(*) FROM messaging.conversations WHERE contact_address = ANY ($1) AND opted_out_at IS NOT NULL", (object)phones)));

        Task StoreAsync(string phone, string body, ConsentWord word) => inbox.StoreAsync(
            integration!,
            new InboundMessage(
                SignedWebhooks.NewSid(), SandboxDefaults.AccountSid, phone, PlatformHost.Number, body, 1, [],
                new SaidConsent(word, ConsentSource.Keyword), true, new Dictionary<string, string>()),
            host.Clock.GetUtcNow(),
            CancellationToken.None);
    }

    [Fact]
    public async Task Stop_ThatTheProviderAnswers_IsNotAnsweredByUs()
    {
        var phone = SignedWebhooks.NewPhone();

        await host.Sandbox.TextAsync(phone, "STOP");
        await host.Sandbox.TextAsync(phone, "HELP");
        await ProcessedAsync(phone, 2);

        Assert.Equal("opt_out keyword|help keyword", await LedgerAsync(phone));
        Assert.Equal(2, Received(phone).Length);
        Assert.Equal(0L, await host.ScalarAsync<long>("""SELECT count(*) FROM messaging.messages WHERE "to" = $1""", phone));
    }

    [Theory]
    [InlineData("adios", "STOP", "opt_out provider")]
    [InlineData("arrêt", "HELP", "help provider")]
    [InlineData("hola", "START", "opt_in provider")]
    public async Task OptOutType_OfTheProvider_IsItsWordAndItsAnswer(string body, string optOutType, string entry)
    {
        var (scene, phone) = await SceneAsync();
        var form = scene.Sms(phone, body);
        form["OptOutType"] = optOutType;

        using var stored = await scene.PostWebhookAsync(form);
        await ProcessedAsync(phone, 1);

        Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
        Assert.Equal(entry, await LedgerAsync(phone));
        Assert.Equal(0L, await host.ScalarAsync<long>("""SELECT count(*) FROM messaging.messages WHERE "to" = $1""", phone));
    }

    [Fact]
    public async Task Callback_ThatTheRecipientOptedOut_IsEnteredAndEndsAllSends()
    {
        var phone = SignedWebhooks.NewPhone();
        await host.Sandbox.TextAsync(phone, "hello");
        await host.WaitForAsync(
            "it is answered", """SELECT EXISTS (SELECT FROM messaging.messages WHERE "to" = $1 AND external_id IS NOT NULL)""", [phone]);
        var report = new Dictionary<string, string>
        {
            ["MessageSid"] = await host.ScalarAsync<string>("""SELECT external_id FROM messaging.messages WHERE "to" = $1""", phone),
            ["AccountSid"] = SandboxDefaults.AccountSid,
            ["From"] = PlatformHost.Number,
            ["To"] = phone,
            ["MessageStatus"] = "failed",
            ["ErrorCode"] = "21610",
        };

        using var first = await host.PostAsync(report, "/api/twilio/webhook/status");
        using var again = await host.PostAsync(report, "/api/twilio/webhook/status");
        using var sent = await host.Admin.PostAsJsonAsync("/api/twilio/sms/send", new { to = phone, body = "news" });

        Assert.True(first.IsSuccessStatusCode && again.IsSuccessStatusCode);
        Assert.Equal("opt_out status_callback", await LedgerAsync(phone));
        Assert.Equal("message.opted_out", await sent.CodeAsync());

        // Who comes back is not silenced by the same report, told once more.
        await host.Sandbox.TextAsync(phone, "START");
        await host.WaitForAsync(
            "consent is given again",
            "SELECT EXISTS (SELECT FROM messaging.conversations WHERE contact_address = $1 AND opted_out_at IS NULL)",
            [phone]);
        using var late = await host.PostAsync(report, "/api/twilio/webhook/status");

        Assert.True(late.IsSuccessStatusCode);
        Assert.True(await host.ScalarAsync<bool>("SELECT opted_out_at IS NULL FROM messaging.conversations WHERE contact_address = $1", phone));
    }

    [Fact]
    public async Task OptOut_IsAskedOnEveryPathOfASend()
    {
        var phone = SignedWebhooks.NewPhone();
        await host.Sandbox.TextAsync(phone, "hello");
        await host.WaitForAsync(
            "it is answered", """SELECT EXISTS (SELECT FROM messaging.messages WHERE "to" = $1 AND status = 'delivered')""", [phone]);
        await host.Sandbox.TextAsync(phone, "STOP");
        await ProcessedAsync(phone, 2);
        await host.ExecuteAsync("""UPDATE messaging.messages SET status = 'failed', status_rank = 50 WHERE "to" = $1""", phone);
        var before = Received(phone).Length;
        var message = GraphQLCalls.GlobalId("Message", await host.ScalarAsync<Guid>("""SELECT id FROM messaging.messages WHERE "to" = $1""", phone));
        var conversation = GraphQLCalls.GlobalId(
            "Conversation", await host.ScalarAsync<Guid>("SELECT id FROM messaging.conversations WHERE contact_address = $1", phone));

        var sent = await MutateAsync("sendSms", $"""to: "{phone}", body: "x" """);
        var replied = await MutateAsync("replyToConversation", $"""conversationId: "{conversation}", body: "x" """);
        var retried = await MutateAsync("retryMessage", $"""id: "{message}" """);
        using var rest = await host.Admin.PostAsJsonAsync("/api/twilio/sms/send", new { to = phone, body = "x" });

        Assert.Equal("message.opted_out", sent);
        Assert.Equal("message.opted_out", replied);
        Assert.Equal("message.opted_out", retried);
        Assert.Equal("message.opted_out", await rest.CodeAsync());

        // And what is in the queue all the same, however it got there, is not sent.
        await host.ExecuteAsync(
            """
            WITH queued AS (
                UPDATE messaging.messages SET status = 'queued', status_rank = 0, is_automatic = false, next_attempt_at = now(), expires_at = NULL, external_id = NULL
                WHERE "to" = $1 RETURNING conversation_id)
            UPDATE messaging.conversation_activity SET delivery_due_at = now() WHERE conversation_id IN (SELECT conversation_id FROM queued)
            """,
            phone);
        await host.WaitForAsync(
            "it is canceled", """SELECT bool_and(status = 'canceled' AND error_code = 'message.opted_out') FROM messaging.messages WHERE "to" = $1""", [phone]);
        Assert.Equal(before, Received(phone).Length);
    }

    [Fact]
    public async Task OwnWords_ThatContradictTheWordsOfAll_AreRefused()
    {
        var scene = await Scene.NewAsync(host);

        using var stop = await host.Admin.PatchAsJsonAsync($"/api/chatbots/{scene.ChatbotId}", new { consentWords = new { optIn = new[] { "stop" } } });
        using var redundant = await host.Admin.PatchAsJsonAsync($"/api/chatbots/{scene.ChatbotId}", new { consentWords = new { optOut = new[] { "Stop" } } });

        Assert.Equal("chatbot.consent_words_invalid", await stop.CodeAsync());
        Assert.Equal(HttpStatusCode.OK, redundant.StatusCode);
    }

    private async Task<string?> MutateAsync(string mutation, string input)
    {
        var answer = await host.Admin.DataAsync($$"""mutation { {{mutation}}(input: { {{input}} }) { errors { ... on RefusedError { code } } } }""");
        return answer.Text($"{mutation}.errors.0.code");
    }

    private async Task<(Scene Scene, string Phone)> SceneAsync()
    {
        var scene = await Scene.ConnectedAsync(host);
        using var changed = await host.Admin.PatchAsJsonAsync($"/api/chatbots/{scene.ChatbotId}", new
        {
            consentWords = new { optOut = new[] { "Arrêt" }, optIn = new[] { "reprendre" }, help = new[] { "au  secours" } },
            optOutText = Goodbye,
            optInText = Welcome,
            helpText = Advice,
        });
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        host.ForgetIntegrations();
        return (scene, SignedWebhooks.NewPhone());
    }

    private static async Task TextAsync(Scene scene, string phone, string body)
    {
        using var stored = await scene.PostWebhookAsync(scene.Sms(phone, body));
        stored.EnsureSuccessStatusCode();
    }

    private Task ProcessedAsync(string phone, int count) => host.WaitForAsync(
        $"{count} are processed", $"""SELECT count(*) = {count} FROM messaging.messages WHERE "from" = $1 AND processed""", [phone]);

    private string[] Received(string phone) => [.. host.Sandbox.ReceivedBy(phone).Select(message => message.Body)];

    private Task<string> LedgerAsync(string phone) => host.ScalarAsync<string>(
        """
        SELECT coalesce(string_agg(e.kind || ' ' || e.source, '|' ORDER BY e.created_at, e.id), '')
        FROM messaging.consent_entries AS e JOIN messaging.conversations AS c ON c.id = e.conversation_id WHERE c.contact_address = $1
        """,
        phone);
}
