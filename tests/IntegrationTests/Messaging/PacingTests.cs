using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using SmsPlatform.IntegrationTests.Channels;
using SmsPlatform.Sandbox;
using SmsPlatform.Sandbox.Failures;

namespace SmsPlatform.IntegrationTests.Messaging;

/// <summary>What a provider sees that takes one message a second from each sender.</summary>
public sealed class PacingTests(PacedHost host) : IClassFixture<PacedHost>
{
    private static readonly RateLimit OneASecond = new() { PerSecond = 1, Mode = "refuse" };

    [Fact]
    public async Task Sender_OfOneASecondWithAHundredQueued_IsNeverTooFastAndDelaysNobodyElse()
    {
        var busy = await Scene.ConnectedAsync(host);
        var others = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Scene.ConnectedAsync(host)));
        host.Sandbox.Failures.Set(new() { RateLimit = OneASecond });

        // Ten people, ten messages each: their order is to be kept, and they take turns.
        var phones = Enumerable.Range(0, 10).Select(_ => SignedWebhooks.NewPhone()).ToList();
        for (var i = 0; i < 100; i++)
        {
            await SendAsync(busy, phones[i % 10], $"{i / 10}");
        }

        await host.Sandbox.WaitForAsync(() => AcceptedOf(busy).Count >= 1, "the first of them");
        var waited = Stopwatch.StartNew();
        var answers = others.Select(async other =>
        {
            var phone = SignedWebhooks.NewPhone();
            using var posted = await other.PostWebhookAsync(other.Sms(phone, "am I delayed?"));
            await host.Sandbox.WaitForReceivedAsync(phone);
        });
        await Task.WhenAll(answers);
        waited.Stop();
        var stillQueued = 100 - AcceptedOf(busy).Count;
        await host.PlayUntilAsync("all hundred are sent", () => AcceptedOf(busy).Count == 100);

        Assert.True(stillQueued > 80, $"{stillQueued} of the busy sender were still queued.");
        Assert.True(waited.Elapsed < TimeSpan.FromSeconds(10), $"The others took {waited.Elapsed}.");
        Assert.DoesNotContain(host.Sandbox.Sends, send => send.Answer == 429);
        var times = AcceptedOf(busy).Select(send => send.At).Order().ToList();
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(1)));
        Assert.All(phones, phone => Assert.Equal(
            Enumerable.Range(0, 10).Select(n => $"{n}"),
            AcceptedOf(busy).Where(send => send.To == phone).Select(send => send.Body)));

        // Nobody gets a second one while another waits for a first, and so on: each round serves all ten.
        Assert.All(
            AcceptedOf(busy).OrderBy(send => send.At).Skip(1).Chunk(10).Skip(1).SkipLast(1),
            round => Assert.InRange(round.Select(send => send.To).Distinct().Count(), 9, 10));
    }

    [Fact]
    public async Task Burst_OfFiveHundredToOneSender_IsSpreadAndNotRefused()
    {
        var scene = await Scene.ConnectedAsync(host);

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 500), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) => await SendAsync(scene, SignedWebhooks.NewPhone(), "all at once"));
        await host.WaitForAsync(
            "each knows its turn",
            """
            SELECT count(*) FILTER (WHERE sender_ticket IS NOT NULL OR status <> 'queued') = 500
            FROM messaging.messages WHERE "from" = $1
            """,
            [scene.Number],
            TimeSpan.FromSeconds(60));

        Assert.True(await host.ScalarAsync<bool>(
            """
            SELECT count(*) FILTER (WHERE status IN ('failed', 'expired')) = 0
               AND max(next_attempt_at) - min(next_attempt_at) > interval '400 seconds'
               AND count(DISTINCT sender_ticket) = count(sender_ticket)
            FROM messaging.messages WHERE "from" = $1
            """,
            scene.Number));
    }

    [Fact]
    public async Task RetryAfter_SilencesTheSenderUntilThen()
    {
        var scene = await Scene.ConnectedAsync(host);
        var phones = (First: SignedWebhooks.NewPhone(), Second: SignedWebhooks.NewPhone());
        host.Sandbox.Failures.Set(new() { Sends = [new() { To = phones.First, Fault = SendFault.Throttle, RetryAfter = 30, Times = 1 }] });

        await SendAsync(scene, phones.First, "first");
        await host.Sandbox.WaitForAsync(() => Of(scene).Any(send => send.Answer == 429), "the 429");
        await host.WaitForAsync(
            "the sender is silent",
            "SELECT count(*) = 1 FROM messaging.send_limits WHERE sender = $1 AND free_at > $2",
            [scene.Number, host.Clock.GetUtcNow().AddSeconds(20)]);
        await SendAsync(scene, phones.Second, "second");
        await host.PlayUntilAsync("both are sent", () => AcceptedOf(scene).Count == 2);

        var refused = Of(scene).Single(send => send.Answer == 429).At;
        Assert.Equal(3, Of(scene).Count);
        Assert.All(AcceptedOf(scene), send => Assert.True(send.At - refused >= TimeSpan.FromSeconds(30)));
        Assert.True(AcceptedOf(scene).Min(send => send.At) - refused < TimeSpan.FromSeconds(32));
    }

    private List<SendAttempt> Of(Scene scene) => [.. host.Sandbox.Sends.Where(send => send.From == scene.Number)];

    private List<SendAttempt> AcceptedOf(Scene scene) => [.. Of(scene).Where(send => send.MessageSid is not null)];

    private static async Task SendAsync(Scene scene, string to, string body)
    {
        using var response = await scene.Host.Admin.PostAsJsonAsync($"/api/twilio/{scene.ChatbotId}/send-sms", new { to, body });
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }
}
