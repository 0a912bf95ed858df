using System.Net;
using System.Text.Json;
using SmsPlatform.IntegrationTests.Channels;
using SmsPlatform.IntegrationTests.GraphQL;
using SmsPlatform.IntegrationTests.Tenancy;
using SmsPlatform.Sandbox.Failures;

namespace SmsPlatform.IntegrationTests.Messaging;

/// <summary>Whether a customer got a message, and why not, without a log file.</summary>
public sealed class TimelineTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    private const string Timelines = """
        query ($phone: String!, $first: Int!) {
          messages(first: $first, where: { or: [{ from: { eq: $phone } }, { to: { eq: $phone } }] }) {
            nodes { id direction timeline { messageId at kind status attempt code reason externalId } }
          }
        }
        """;

    [Fact]
    public async Task Timeline_OfAnAnsweredText_TellsTheWholeWay()
    {
        var phone = SignedWebhooks.NewPhone();
        await host.Sandbox.TextAsync(phone, "hello");
        await ReachesAsync(phone, "delivered");

        var messages = (await host.Admin.DataAsync(Timelines, new { phone, first = 2 })).At("messages.nodes");

        // A report may come before the send's own answer.
        string[] way = ["RECEIVED", "ANSWERED", "QUEUED", "ATTEMPT_STARTED"];
        Assert.All(messages.EnumerateArray().ToList(), message => Assert.Equal(way, Kinds(message).Distinct().Take(way.Length)));
        Assert.All(messages.EnumerateArray().ToList(), message => Assert.Equal(["ATTEMPT_ENDED", "REPORTED"], Kinds(message).Distinct().Skip(way.Length).Order()));
        var entries = messages[0].GetProperty("timeline").EnumerateArray().ToList();
        Assert.All(entries, entry => Assert.Matches("^[A-Z].+\\.$", entry.Text("reason")));
        Assert.Equal(entries.Select(entry => entry.At("at").GetDateTimeOffset()).Order(), entries.Select(entry => entry.At("at").GetDateTimeOffset()));
        Assert.Contains(entries, entry => (entry.Text("kind"), entry.Text("status")) == ("REPORTED", "DELIVERED"));
        Assert.Equal(2, entries.Select(entry => entry.Text("messageId")).Distinct().Count());
        Assert.StartsWith("SM", entries.Single(entry => entry.Text("kind") == "ATTEMPT_ENDED").Text("externalId"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeline_OfALostAnswer_TellsOfTheLookUp()
    {
        var phone = SignedWebhooks.NewPhone();
        host.Sandbox.Failures.Set(new()
        {
            Sends = [new() { To = phone, Fault = SendFault.DropAfterAccepting }],
            Callbacks = [new() { To = phone, Omit = true }],
        });
        await host.Sandbox.TextAsync(phone, "hello");
        await ReachesAsync(phone, "unconfirmed");
        host.Clock.Advance(TimeSpan.FromSeconds(15));
        await ReachesAsync(phone, "sent");

        var entries = await OutboundAsync(phone);

        var last = entries[^1];
        Assert.Equal(("LOOKED_UP", "SENT"), (last.Text("kind"), last.Text("status")));
        Assert.Equal("The provider was asked, and has it.", last.Text("reason"));
        var ended = entries.Single(entry => entry.Text("kind") == "ATTEMPT_ENDED");
        Assert.Equal("UNCONFIRMED", ended.Text("status"));
        Assert.StartsWith("Whether the provider took it is not known", ended.Text("reason"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeline_OfOneThatDidNotArriveAndWasSentAgain_KeepsTheReason()
    {
        var phone = SignedWebhooks.NewPhone();
        host.Sandbox.Failures.Set(new() { Sends = [new() { To = phone, Fault = SendFault.Undeliverable, Times = 1 }] });
        await host.Sandbox.TextAsync(phone, "hello");
        await ReachesAsync(phone, "undelivered");
        var id = await host.ScalarAsync<Guid>("""SELECT id FROM messaging.messages WHERE "to" = $1""", phone);

        using var retried = await host.Admin.PostAsync($"/api/messages/{id}/retry", null);
        await ReachesAsync(phone, "delivered");

        Assert.Equal(HttpStatusCode.NoContent, retried.StatusCode);
        using var response = await host.Admin.GetAsync($"/api/messages/{id}/timeline");
        var entries = (await Scene.JsonAsync(response)).GetProperty("entries").EnumerateArray().ToList();
        var failure = entries.Single(entry => entry.Text("status") == "undelivered");
        Assert.Equal(("reported", "30003"), (failure.Text("kind"), failure.Text("code")));
        Assert.EndsWith("The phone is switched off or out of reach.", failure.Text("reason"), StringComparison.Ordinal);
        var again = entries.SkipWhile(entry => entry.Text("kind") != "retried").ToList();
        Assert.Equal(["retried", "attemptStarted"], again.Take(2).Select(entry => entry.Text("kind")!));
        Assert.Equal(2, again.Single(entry => entry.Text("kind") == "attemptEnded").At("attempt").GetInt32());
        Assert.Equal(2, entries.Where(entry => entry.Text("kind") == "attemptEnded").Select(entry => entry.Text("externalId")).Distinct().Count());
        Assert.Contains(again, entry => (entry.Text("kind"), entry.Text("status")) == ("reported", "delivered"));
    }

    [Fact]
    public async Task Timelines_OfManyMessages_AreAsManyCommandsAsThoseOfFew()
    {
        var phone = SignedWebhooks.NewPhone();
        for (var i = 0; i < 3; i++)
        {
            await host.Sandbox.TextAsync(phone, $"hello {i}");
            await host.WaitForAsync(
                "it is answered", """SELECT count(*) = $2 FROM messaging.messages WHERE "to" = $1 AND status = 'delivered'""", [phone, i + 1]);
        }

        var few = await CommandsAsync(phone, 1);
        var many = await CommandsAsync(phone, 6);

        Assert.Equal(few, many);
    }

    [Fact]
    public async Task Timeline_AskedForByAnotherWorkspace_IsNotThere()
    {
        var seeded = new SeededObjects(host);
        await seeded.SeedAsync();
        using var stranger = await seeded.StrangerAsync("stranger-of-timelines@example.com");
        var id = await host.ScalarAsync<Guid>("SELECT id FROM messaging.messages WHERE direction = 'outbound' LIMIT 1");

        using var timeline = await stranger.GetAsync($"/api/messages/{id}/timeline");
        using var retry = await stranger.PostAsync($"/api/messages/{id}/retry", null);

        Assert.Equal((HttpStatusCode.NotFound, "message.not_found"), (timeline.StatusCode, await timeline.CodeAsync()));
        Assert.Equal(HttpStatusCode.NotFound, retry.StatusCode);
    }

    private async Task<int> CommandsAsync(string phone, int first)
    {
        using var commands = new SqlCommands();
        return await commands.CountAsync(async () =>
        {
            var nodes = (await host.Admin.DataAsync(Timelines, new { phone, first })).At("messages.nodes");
            Assert.Equal(first, nodes.GetArrayLength());
            Assert.All(nodes.EnumerateArray().ToList(), node => Assert.NotEmpty(Kinds(node)));
        });
    }

    private async Task<List<JsonElement>> OutboundAsync(string phone) =>
        [.. (await host.Admin.DataAsync(Timelines, new { phone, first = 2 })).At("messages.nodes").EnumerateArray()
            .Single(node => node.Text("direction") == "OUTBOUND").GetProperty("timeline").EnumerateArray()];

    private static IEnumerable<string> Kinds(JsonElement message) =>
        message.GetProperty("timeline").EnumerateArray().Select(entry => entry.Text("kind")!);

    private Task ReachesAsync(string phone, string status) => host.WaitForAsync(
        $"the message is {status}", """SELECT EXISTS (SELECT FROM messaging.messages WHERE "to" = $1 AND status = $2)""", [phone, status]);
}
