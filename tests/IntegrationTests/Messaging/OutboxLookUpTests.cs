using Npgsql;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Messaging;
using SmsPlatform.IntegrationTests.Accounts;

namespace SmsPlatform.IntegrationTests.Messaging;

/// <summary>A provider's message that belongs to one message of ours must not stand in for another with the same text.</summary>
public sealed class OutboxLookUpTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly IntegrationId Integration = IntegrationId.New(Now);

    [Theory]
    [InlineData(new[] { "SM1", "SM2" }, "sent", "SM2")]
    [InlineData(new[] { "SM2" }, "sent", "SM2")]
    [InlineData(new[] { "SM1" }, "queued", null)]
    [InlineData(new string[0], "sent", "SM2")]
    public async Task RecordLookUpAsync_TakesTheFirstThatIsNobodyElses(string[] candidates, string status, string? externalId)
    {
        await using var database = await AccountsHost.DatabaseAsync();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await AddAsync(source, MessageId.New(Now), "sent", "SM1");
        var doubtful = MessageId.New(Now);
        await AddAsync(source, doubtful, "unconfirmed", null);
        var found = new LookUpOutcome(LookUpResult.Found, candidates.Length > 0 ? candidates[0] : "SM2") { Candidates = candidates };

        var head = Head(doubtful);
        await LeaseAsync(source, head.ConversationId);
        using var work = new WorkSignal(TimeProvider.System);
        await new Outbox(source, work).RecordLookUpAsync(
            head, new DeliveryLease(head.ConversationId, 1, Now.AddMinutes(1)), found, Now, Now.AddSeconds(30), giveUp: false, CancellationToken.None);

        await using var command = source.CreateCommand("SELECT status, external_id FROM messaging.messages WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = doubtful.Value });
        await using var row = await command.ExecuteReaderAsync();
        Assert.True(await row.ReadAsync());
        Assert.Equal(status, row.GetString(0));
        Assert.Equal(externalId, row.IsDBNull(1) ? null : row.GetString(1));
    }

    private static async Task AddAsync(NpgsqlDataSource source, MessageId id, string status, string? externalId)
    {
        await using var connection = await source.OpenConnectionAsync();

        // Without its conversation, contact and chatbot, none of which a look-up reads.
        await using var command = new NpgsqlCommand(
            $"""
            SET session_replication_role = replica;
            INSERT INTO messaging.messages (
                id, workspace_id, conversation_id, integration_id, channel, direction, status, status_rank, "from", "to", body,
                segments, account_id, processed, is_automatic, attempts, created_at, external_id)
            VALUES (
                '{id.Value}', '{Guid.NewGuid()}', '{Guid.NewGuid()}', '{Integration.Value}', 'sms', 'outbound', '{status}', 20,
                '+15017122661', '+15558675310', 'Same', 1, 'AC1', false, false, 1, now(), {(externalId is null ? "NULL" : $"'{externalId}'")});
            RESET session_replication_role;
            """,
            connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task LeaseAsync(NpgsqlDataSource source, ConversationId id)
    {
        await using var command = source.CreateCommand("""
            INSERT INTO messaging.conversation_activity (conversation_id, workspace_id, our_address, inbound_count, last_message_at, answer_fence, delivery_fence)
            VALUES ($1, $1, '', 0, now(), 0, 1)
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id.Value });
        await command.ExecuteNonQueryAsync();
    }

    private static Head Head(MessageId id) => new(
        id,
        ConversationId.New(Now),
        Integration,
        MessageStatus.Unconfirmed,
        "+15017122661",
        "+15558675310",
        "Same",
        [],
        1,
        Now,
        null,
        Now,
        Now,
        false,
        false,
        ConversationMode.Bot);
}
