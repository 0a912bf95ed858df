using System.Text.Json;
using Npgsql;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>SMS as they arrive, over an event stream.</summary>
public sealed class OnSmsReceivedTests(PlatformHost host) : IClassFixture<PlatformHost>
{
    private const string Query = """
        subscription ($phone: String, $after: String) { onSmsReceived(phoneNumber: $phone, after: $after) { id body streamCursor } }
        """;

    [Fact]
    public async Task Subscriber_WhoReconnectsAfterTheLastSeen_SeesEveryMessageOnce()
    {
        const int count = 120;
        var phone = SignedWebhooks.NewPhone();
        var random = new Random(7);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var seen = new List<string>();
        string? after = null;
        var stream = await EventStream.OpenAsync(host.Admin, Query, new { phone, after }, patience.Token);

        var sending = Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = patience.Token },
            async (i, _) => await SendAsync(phone, $"text {i}"));
        while (seen.Count < count)
        {
            // Hangs up after a few messages, in the middle of whatever is going on.
            for (var stay = random.Next(1, 12); stay > 0 && seen.Count < count; stay--)
            {
                var message = await stream.NextAsync(patience.Token);
                seen.Add(message.GetProperty("body").GetString()!);
                after = message.GetProperty(random.Next(2) == 0 ? "id" : "streamCursor").GetString();
            }

            await stream.DisposeAsync();
            stream = await EventStream.OpenAsync(host.Admin, Query, new { phone, after }, patience.Token);
        }

        await sending;
        await stream.DisposeAsync();
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"text {i}").Order(), seen.Order());
    }

    [Fact]
    public async Task Subscription_WhenItsHeadersHaveCome_MissesNothing()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));

        for (var i = 0; i < 20; i++)
        {
            var phone = SignedWebhooks.NewPhone();
            await using var stream = await EventStream.OpenAsync(host.Admin, Query, new { phone }, patience.Token);
            await SendAsync(phone, $"text {i}");

            Assert.Equal($"text {i}", (await stream.NextAsync(patience.Token)).GetProperty("body").GetString());
        }
    }

    [Fact]
    public async Task Message_WhoseNumberIsDrawnEarlyAndCommittedLate_ComesInItsPlace()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var phone = SignedWebhooks.NewPhone();
        await using var stream = await EventStream.OpenAsync(host.Admin, Query, new { phone }, patience.Token);
        await SendAsync(phone, "0");
        await using var connection = await host.Database.OpenConnectionAsync(patience.Token);
        await using var transaction = await connection.BeginTransactionAsync(patience.Token);
        await using (var late = new NpgsqlCommand(
            """
            INSERT INTO messaging.messages
            SELECT (jsonb_populate_record(m, jsonb_build_object(
                'id', gen_random_uuid(), 'seq', nextval('messaging.messages_seq_seq'), 'external_id', gen_random_uuid(), 'body', '1'))).*
            FROM messaging.messages AS m WHERE m."from" = $1
            """,
            connection))
        {
            late.Parameters.Add(new NpgsqlParameter { Value = phone });
            Assert.Equal(1, await late.ExecuteNonQueryAsync(patience.Token));
        }

        // Enough of them that the feed has many a chance to pass the missing one by.
        for (var i = 2; i < 20; i++)
        {
            await SendAsync(phone, $"{i}");
        }

        await transaction.CommitAsync(patience.Token);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal($"{i}", (await stream.NextAsync(patience.Token)).GetProperty("body").GetString());
        }
    }

    [Theory]
    [InlineData("nonsense", "cursor.invalid")]
    [InlineData("00000000-0000-0000-0000-000000000001", "cursor.not_found")]
    public async Task Subscription_WhenItsPlaceIsNone_IsRefused(string after, string code)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var stream = await EventStream.OpenAsync(host.Admin, Query, new { after }, patience.Token);

        var results = new List<JsonElement>();
        await foreach (var result in stream.ReadAsync(patience.Token))
        {
            results.Add(result);
        }

        Assert.Equal(code, Assert.Single(results).ErrorCode());
    }

    private async Task SendAsync(string phone, string text)
    {
        using var stored = await host.PostAsync(SignedWebhooks.Sms(phone, text));
        stored.EnsureSuccessStatusCode();
    }
}
