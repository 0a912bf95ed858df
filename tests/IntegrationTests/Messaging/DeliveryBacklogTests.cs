using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Npgsql;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Messaging;
using SmsPlatform.IntegrationTests.Channels;
using SmsPlatform.IntegrationTests.GraphQL;

namespace SmsPlatform.IntegrationTests.Messaging;

/// <summary>However much waits to be delivered, to tell so costs no more.</summary>
public sealed class DeliveryBacklogTests(DeliveryBacklogTests.Host host) : IClassFixture<DeliveryBacklogTests.Host>
{
    [Fact]
    public async Task State_OfAHugeBacklog_IsCountedSoFarAndTellsTheOldest()
    {
        var state = await host.Admin.DataAsync("{ deliveryState { undelivered isAlert oldestUndeliveredSeconds } }");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var seen = 0L;
        while (seen == 0)
        {
            using var ready = await host.Anonymous.GetAsync("/health/ready", patience.Token);
            seen = (await Scene.JsonAsync(ready)).At("checks.delivery.data.undelivered").GetInt64();
        }

        Assert.Equal(10_001, state.At("deliveryState.undelivered").GetInt64());
        Assert.True(state.At("deliveryState.isAlert").GetBoolean());
        Assert.InRange(state.At("deliveryState.oldestUndeliveredSeconds").GetDouble(), Host.Messages, Host.Messages + 600);
        Assert.Equal(10_001, seen);
    }

    [Fact]
    public async Task Plans_WithAHugeBacklog_ReadABoundedPartOfIt()
    {
        // The planner's notion of the table may be wrong by as much as it likes.
        foreach (var known in (bool[])[false, true])
        {
            if (known)
            {
                await host.ExecuteAsync("ANALYZE messaging.messages");
            }

            var all = await RowsReadAsync(DeliveryStates.OfAll, _ => { });
            var own = await RowsReadAsync(
                DeliveryStates.OfWorkspace,
                await host.ScalarAsync<Guid>("SELECT workspace_id FROM messaging.messages WHERE direction = 'outbound' LIMIT 1"));
            var other = await RowsReadAsync(DeliveryStates.OfWorkspace, Guid.NewGuid());

            Assert.InRange(all, 1, 10_001);
            Assert.InRange(own, 1, 10_001);
            Assert.Equal(0, other);
        }
    }

    private Task<double> RowsReadAsync(string sql, Guid workspace) => RowsReadAsync(sql, command => command
        .Add(workspace)
        .AddNullable((Guid?)null)
        .Add(Enum.GetValues<Channel>().Select(EnumText<Channel>.Text).ToArray()));

    /// <summary>How many rows of messages a statement looks at, whether or not it needs them.</summary>
    private async Task<double> RowsReadAsync(string sql, Action<NpgsqlCommand> add)
    {
        await using var command = host.Database.CreateCommand($"EXPLAIN (ANALYZE, FORMAT JSON) {sql}");
        add(command);
        using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!);
        return RowsIn(plan.RootElement);
    }

    private static double RowsIn(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Array => node.EnumerateArray().Sum(RowsIn),
        JsonValueKind.Object => OwnRows(node) + node.EnumerateObject().Sum(property => RowsIn(property.Value)),
        _ => 0,
    };

    private static double OwnRows(JsonElement node) =>
        node.TryGetProperty("Relation Name", out var table) && table.GetString() == "messages"
            ? (Number(node, "Actual Rows") + Number(node, "Rows Removed by Filter")) * Number(node, "Actual Loops")
            : 0;

    private static double Number(JsonElement node, string property) => node.TryGetProperty(property, out var number) ? number.GetDouble() : 0;

    /// <summary>One with many messages that cannot go.</summary>
    public sealed class Host : PlatformHost, IAsyncLifetime
    {
        public const int Messages = 30_000;

        async Task IAsyncLifetime.InitializeAsync()
        {
            await InitializeAsync();
            var phone = SignedWebhooks.NewPhone();
            using var stored = await this.PostAsync(SignedWebhooks.Sms(phone, "hello"));
            await WaitForAsync(
                "it is answered", """SELECT EXISTS (SELECT FROM messaging.messages WHERE "to" = $1 AND status = 'delivered')""", [phone]);
            await ExecuteAsync("UPDATE channels.integrations SET is_enabled = false");
            ForgetIntegrations();

            // One a second, and none due.
            await ExecuteAsync(
                """
                INSERT INTO messaging.messages
                    (id, workspace_id, conversation_id, integration_id, channel, direction, status, status_rank, "from", "to", body,
                     segments, account_id, processed, is_automatic, attempts, next_attempt_at, created_at)
                SELECT gen_random_uuid(), c.workspace_id, c.id, c.integration_id, c.channel, 'outbound', 'queued', 0, '+15005550006', c.contact_address,
                       'hi', 1, '', false, false, 0, $2 + interval '1 year', $2 - n * interval '1 second'
                FROM messaging.conversations AS c CROSS JOIN generate_series(1, $3) AS n
                WHERE c.contact_address = $1
                """,
                phone,
                Clock.GetUtcNow(),
                Messages);
        }

        internal override void Customize(IWebHostBuilder builder) => builder.UseSetting("Messaging:UndeliveredAlertAfter", "00:10:00");
    }
}
