using System.Net.Http.Json;
using System.Text.Json;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Application.Messaging;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>What becomes of sent messages, step by step.</summary>
public sealed class OnMessageStatusChangedTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    private const string Query = """
        subscription ($chatbot: ID, $after: String) {
          onMessageStatusChanged(chatbotId: $chatbot, after: $after) { id to status streamCursor }
        }
        """;

    [Fact]
    public async Task Subscriber_WhenAnSmsIsSent_HearsOfEachStepAndMayResumeAfterAny()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var phone = SignedWebhooks.NewPhone();
        await using var live = await EventStream.OpenAsync(host.Admin, Query, null, patience.Token);
        await SendAsync(phone);

        var steps = await ReadUntilAsync(live, phone, "DELIVERED", patience.Token);

        Assert.Equal(["QUEUED", "SENDING", "SENT", "DELIVERED"], Statuses(steps));
        for (var i = 0; i < steps.Count - 1; i++)
        {
            var after = steps[i].GetProperty("streamCursor").GetString();
            await using var resumed = await EventStream.OpenAsync(host.Admin, Query, new { after }, patience.Token);

            Assert.Equal(Statuses(steps).Skip(i + 1), Statuses(await ReadUntilAsync(resumed, phone, "DELIVERED", patience.Token)));
        }

        // After the message itself: all that happened to it.
        var id = steps[0].GetProperty("id").GetString();
        await using var whole = await EventStream.OpenAsync(host.Admin, Query, new { after = id }, patience.Token);
        Assert.Equal(Statuses(steps), Statuses(await ReadUntilAsync(whole, phone, "DELIVERED", patience.Token)));
    }

    [Fact]
    public async Task Changes_WhenNoted_SayWhenAndWho()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var phone = SignedWebhooks.NewPhone();
        await using var live = await EventStream.OpenAsync(host.Admin, Query, null, patience.Token);
        await SendAsync(phone);
        await ReadUntilAsync(live, phone, "DELIVERED", patience.Token);

        // Whether the send's own answer or the provider's report comes first is a race.
        Assert.Equal(
            "queued request 0, sending send 1, sent either 1, delivered callback 1",
            await host.ScalarAsync<string>("""
                SELECT string_agg(format('%s %s %s', s.status, CASE WHEN s.status = 'sent' THEN 'either' ELSE s.source END, s.attempt), ', ' ORDER BY s.seq)
                FROM messaging.status_changes AS s JOIN messaging.messages AS m ON m.id = s.message_id WHERE m."to" = $1
                """, phone));
        Assert.True(await host.ScalarAsync<bool>("""
            SELECT m.status = 'delivered' AND m.status_at = m.delivered_at AND m.status_source = 'callback'
                AND (SELECT max(at) FROM messaging.status_changes AS s WHERE s.message_id = m.id) = m.delivered_at
            FROM messaging.messages AS m WHERE m."to" = $1
            """, phone));
    }

    [Fact]
    public async Task Change_WhenNobodySaysWhy_IsNotedAllTheSame()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var phone = SignedWebhooks.NewPhone();
        await using var live = await EventStream.OpenAsync(host.Admin, Query, null, patience.Token);
        await SendAsync(phone);
        await ReadUntilAsync(live, phone, "DELIVERED", patience.Token);

        await host.ExecuteAsync("UPDATE messaging.messages SET status = 'read', status_rank = 80 WHERE \"to\" = $1", phone);

        Assert.Equal("READ", Statuses(await ReadUntilAsync(live, phone, "READ", patience.Token)).Last());
        Assert.Equal(1L, await host.ScalarAsync<long>("""
            SELECT count(*) FROM messaging.status_changes AS s JOIN messaging.messages AS m ON m.id = s.message_id
            WHERE m."to" = $1 AND s.status = 'read' AND s.source = 'unknown'
            """, phone));
    }

    [Fact]
    public async Task Histories_WhenOld_AreForgottenWholeAndTheirPlacesRefused()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var (old, young) = (SignedWebhooks.NewPhone(), SignedWebhooks.NewPhone());
        await using var live = await EventStream.OpenAsync(host.Admin, Query, null, patience.Token);
        await SendAsync(old);
        var place = (await ReadUntilAsync(live, old, "DELIVERED", patience.Token))[1].GetProperty("streamCursor").GetString();
        await SendAsync(young);
        await ReadUntilAsync(live, young, "DELIVERED", patience.Token);

        // All of the one is old; of the other all but the last step.
        await host.ExecuteAsync("""
            UPDATE messaging.status_changes AS s SET at = s.at - interval '91 days'
            FROM messaging.messages AS m
            WHERE m.id = s.message_id AND (m."to" = $1 OR (m."to" = $2 AND s.status <> 'delivered'))
            """, old, young);
        await using (var refused = await EventStream.OpenAsync(host.Admin, Query, new { after = place }, patience.Token))
        {
            await foreach (var result in refused.ReadAsync(patience.Token))
            {
                Assert.Equal("cursor.forgotten", result.ErrorCode());
            }
        }

        await using var scope = host.Services.CreateAsyncScope();
        Assert.True((await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ForgetOldChanges())).IsSuccess);

        Assert.Equal(0L, await CountAsync(old));
        Assert.Equal(4L, await CountAsync(young));
        await using var gone = await EventStream.OpenAsync(host.Admin, Query, new { after = place }, patience.Token);
        await foreach (var result in gone.ReadAsync(patience.Token))
        {
            Assert.Equal("cursor.not_found", result.ErrorCode());
        }

        Task<long> CountAsync(string phone) => host.ScalarAsync<long>("""
            SELECT count(*) FROM messaging.status_changes AS s JOIN messaging.messages AS m ON m.id = s.message_id WHERE m."to" = $1
            """, phone);
    }

    private static IEnumerable<string> Statuses(IEnumerable<JsonElement> steps) => steps.Select(step => step.GetProperty("status").GetString()!);

    /// <summary>The changes of the message to one phone.</summary>
    private static async Task<List<JsonElement>> ReadUntilAsync(EventStream stream, string phone, string status, CancellationToken cancellationToken)
    {
        var steps = new List<JsonElement>();
        await foreach (var result in stream.ReadAsync(cancellationToken))
        {
            var step = result.Event();
            if (step.GetProperty("to").GetString() == phone)
            {
                steps.Add(step);
                if (step.GetProperty("status").GetString() == status)
                {
                    return steps;
                }
            }
        }

        throw new EndOfStreamException();
    }

    private async Task SendAsync(string phone)
    {
        using var sent = await host.Admin.PostAsJsonAsync("/graphql", new
        {
            query = "mutation ($to: String!) { sendSms(input: { to: $to, body: \"hello\" }) { message { id } errors { __typename } } }",
            variables = new { to = phone },
        });
        Assert.DoesNotContain("__typename", await sent.Content.ReadAsStringAsync());
    }
}
