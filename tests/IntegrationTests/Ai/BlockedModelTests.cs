using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using SmsPlatform.IntegrationTests.Channels;
using SmsPlatform.IntegrationTests.Knowledge;

namespace SmsPlatform.IntegrationTests.Ai;

/// <summary>A model's server that takes every call and answers none, for ten minutes.</summary>
public sealed class BlockedModelTests(BlockedModelTests.Host host) : IClassFixture<BlockedModelTests.Host>
{
    private const int Minutes = 10;
    private const int TextsOfAMinute = 24;
    private const int AtOnce = 8;
    private const string Breakfast = "Breakfast is served from 7:00 to 10:30 in the garden room.";

    [Fact]
    public async Task Model_BlockedForTenMinutes_HoldsUpNoWebhook_LosesNothing_AndIsAskedAgainAfterwards()
    {
        var scene = await SceneAsync();
        var times = new ConcurrentBag<TimeSpan>();
        host.Sandbox.Model.Block();

        // Those that the model holds while their time runs out.
        var late = await TextAsync(scene, AtOnce, times);
        await WaitForModelAsync(AtOnce);
        host.Clock.Advance(TimeSpan.FromMinutes(6));
        await AnsweredAsync(late);
        var asked = host.Sandbox.Model.Requests.Count;

        var others = new List<string>();
        for (var minute = 0; minute < Minutes; minute++)
        {
            others.AddRange(await TextAsync(scene, TextsOfAMinute, times));
            host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        // What needs no model does not wait for those that do.
        var watch = Stopwatch.StartNew();
        var menu = await TextAsync(scene, 1, times, "menu");
        await AnsweredAsync(menu);
        var byRule = watch.Elapsed;
        await AnsweredAsync(others);
        var tries = host.Sandbox.Model.Requests.Count - asked;
        host.Sandbox.Model.Reset();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var after = await TextAsync(scene, 1, times);
        await AnsweredAsync(after);

        var sorted = times.Order().ToList();
        Assert.InRange(sorted[(int)(sorted.Count * 0.99)], TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal((long)AtOnce, await CountAsync(late, "status = 'expired'"));
        Assert.Empty(late.SelectMany(phone => host.Sandbox.ReceivedBy(phone)));
        Assert.Equal((long)others.Count, await CountAsync(others, $"body = '{Breakfast}'"));
        Assert.Equal((long)others.Count, await CountAsync(others, "true"));

        // One try after each pause of the breaker and those that were let in before it opened, not one a text.
        Assert.InRange(tries, 0, others.Count / 3);
        Assert.InRange(byRule, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.Equal("model", await host.ScalarAsync<string>(
            """
            SELECT a.origin FROM messaging.answers AS a JOIN messaging.conversations AS c ON c.id = a.conversation_id
            WHERE c.contact_address = $1 ORDER BY a.id DESC LIMIT 1
            """,
            after[0]));
    }

    private async Task<Scene> SceneAsync()
    {
        var scene = await Scene.ConnectedAsync(host);
        await Library.Of(host, scene.ChatbotId).AddAsync("House rules", Breakfast);
        using var template = await host.Admin.PostAsJsonAsync("/api/reply-templates", new { chatbotId = scene.ChatbotId, name = "Menu", body = "Soup." });
        using var rule = await host.Admin.PostAsJsonAsync("/api/keyword-rules", new
        {
            chatbotId = scene.ChatbotId,
            name = "Menu",
            match = "exact",
            patterns = new[] { "menu" },
            action = "reply",
            templateId = (await Scene.JsonAsync(template)).GetProperty("id").GetGuid(),
        });
        rule.EnsureSuccessStatusCode();
        await host.ExecuteAsync(
            "UPDATE chatbots.chatbots SET quiet_window = $1, reply_time_to_live = $2 WHERE id = $3", PlatformHost.QuietWindow, TimeSpan.FromMinutes(5), scene.ChatbotId);
        host.ForgetIntegrations();
        return scene;
    }

    private static async Task<string[]> TextAsync(Scene scene, int count, ConcurrentBag<TimeSpan> times, string text = "When is breakfast?")
    {
        var phones = Enumerable.Range(0, count).Select(_ => SignedWebhooks.NewPhone()).ToArray();
        await Parallel.ForEachAsync(phones, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (phone, _) =>
        {
            var watch = Stopwatch.StartNew();
            using var stored = await scene.PostWebhookAsync(scene.Sms(phone, text));
            stored.EnsureSuccessStatusCode();
            times.Add(watch.Elapsed);
        });
        return phones;
    }

    private Task AnsweredAsync(IReadOnlyCollection<string> phones) => host.WaitForAsync(
        $"{phones.Count} texts are answered and what is due is sent",
        """
        SELECT (SELECT count(*) FROM messaging.messages WHERE "from" = ANY ($1) AND processed) = $2
            AND (SELECT count(*) FROM messaging.messages WHERE "to" = ANY ($1) AND (external_id IS NOT NULL OR status = 'expired')) = $2
        """,
        [phones.ToArray(), (long)phones.Count],
        TimeSpan.FromSeconds(60));

    private Task<long> CountAsync(IReadOnlyCollection<string> phones, string condition) =>
        host.ScalarAsync<long>($"""SELECT count(*) FROM messaging.messages WHERE "to" = ANY ($1) AND {condition}""", (object)phones.ToArray());

    private async Task WaitForModelAsync(int calls)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (host.Sandbox.Model.Requests.Count < calls)
        {
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>With the sandbox's model, and so short a time for it that ten minutes of the clock pass in seconds.</summary>
    public sealed class Host : PlatformHost
    {
        internal override void Customize(IWebHostBuilder builder)
        {
            builder.UseSetting("Ai:Endpoint", Sandbox.BaseAddress.ToString());
            builder.UseSetting("Ai:Model", "test-model");
            builder.UseSetting("Ai:Timeout", "00:00:03");
        }
    }
}
