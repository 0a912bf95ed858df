using Npgsql;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Messaging;
using SmsPlatform.IntegrationTests.Accounts;
using SmsPlatform.IntegrationTests.Database;

namespace SmsPlatform.IntegrationTests.Messaging;

/// <summary>A worker that was frozen past its lease changes nothing that was decided since, and what only it knows is not lost.</summary>
public sealed class OutboxFenceTests : IAsyncLifetime
{
    private const long CurrentFence = 2;
    private const string Interrupted = "ambiguous/attempt.interrupted/-";

    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly WorkSignal _work = new(TimeProvider.System);
    private readonly IntegrationId _integration = IntegrationId.New(Now);
    private TestDatabase _database = null!;
    private NpgsqlDataSource _source = null!;

    public async Task InitializeAsync()
    {
        _database = await AccountsHost.DatabaseAsync();
        _source = NpgsqlDataSource.Create(_database.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await _source.DisposeAsync();
        await _database.DisposeAsync();
        _work.Dispose();
    }

    [Theory]
    [InlineData("unconfirmed", "recovery")]
    [InlineData("queued", "look_up")]
    public async Task RecordAsync_WhenALateAnswerNamesAnId_SettlesTheDoubt(string status, string source)
    {
        var head = await AddAsync(status, source);

        await RecordAsync(head, new SendOutcome(AttemptOutcome.Accepted, "SM1"));

        Assert.Equal("sent/SM1/1", await MessageAsync(head));
        Assert.Equal("accepted/-/SM1", await AttemptAsync(head));
        Assert.Equal("sent by send", await TextAsync(
            "SELECT status || ' by ' || source FROM messaging.status_changes WHERE message_id = $1 ORDER BY seq DESC LIMIT 1", head.Id.Value));
        Assert.Equal("2026-07-01 12:00:00+00", await TextAsync(
            "SELECT delivery_due_at::text FROM messaging.conversation_activity WHERE conversation_id = $1", head.ConversationId.Value));
    }

    [Fact]
    public async Task RecordAsync_WhenALateAnswerTellsOfAFailureWithAnId_FailsTheMessage()
    {
        var head = await AddAsync("unconfirmed", "recovery");

        await RecordAsync(head, new SendOutcome(AttemptOutcome.Rejected, "SM1", "30007", "Filtered."));

        Assert.Equal("failed/SM1/1", await MessageAsync(head));
    }

    [Theory]
    [InlineData(AttemptOutcome.Retry)]
    [InlineData(AttemptOutcome.Ambiguous)]
    [InlineData(AttemptOutcome.Rejected)]
    [InlineData(AttemptOutcome.Misconfigured)]
    public async Task RecordAsync_WhenALateAnswerNamesNoId_ChangesNothing(AttemptOutcome outcome)
    {
        var head = await AddAsync("unconfirmed", "recovery");

        await RecordAsync(head, new SendOutcome(outcome, null, "late", "Too late."));

        Assert.Equal("unconfirmed/-/1", await MessageAsync(head));
        Assert.Equal(Interrupted, await AttemptAsync(head));
    }

    [Theory]
    [InlineData("sending", "send", 2, "sending/-/2")]
    [InlineData("queued", "manual", 1, "queued/-/1")]
    [InlineData("canceled", "gate", 2, "canceled/-/2")]
    public async Task RecordAsync_WhenSomebodyDecidedSince_OnlyTheAttemptKeepsTheId(string status, string source, int attempts, string expected)
    {
        var head = await AddAsync(status, source, attempts);

        await RecordAsync(head, new SendOutcome(AttemptOutcome.Accepted, "SM1"));

        Assert.Equal(expected, await MessageAsync(head));
        Assert.Equal("accepted/-/SM1", await AttemptAsync(head));
    }

    [Fact]
    public async Task RecordAsync_WhenALateAnswerNamesAnotherMessagesId_LeavesTheDoubt()
    {
        var other = await AddAsync("sent", "look_up", externalId: "SM1");
        var head = await AddAsync("unconfirmed", "recovery");

        await RecordAsync(head, new SendOutcome(AttemptOutcome.Accepted, "SM1"));

        Assert.Equal("unconfirmed/-/1", await MessageAsync(head));
        Assert.Equal("sent/SM1/1", await MessageAsync(other));
    }

    [Fact]
    public async Task RecordAsync_WhenTheMessageWasGivenUp_KeepsTheIdForTheProvidersReports()
    {
        var head = await AddAsync("failed", "look_up");

        await RecordAsync(head, new SendOutcome(AttemptOutcome.Accepted, "SM1"));

        Assert.Equal("failed/SM1/1", await MessageAsync(head));
    }

    [Fact]
    public async Task EveryOtherWrite_UnderAVoidLease_ChangesNothing()
    {
        var queued = await AddAsync("queued", "send");
        var sending = await AddAsync("sending", "send");
        var doubtful = await AddAsync("unconfirmed", "recovery");
        var outbox = new Outbox(_source, _work);

        await outbox.PostponeAsync(queued, Void(queued), Now.AddHours(1), new Tickets(7, 7), CancellationToken.None);
        var isClosed = await outbox.CloseAsync(queued, Void(queued), MessageStatus.Expired, MessagingErrors.Expired, Now, CancellationToken.None);
        await outbox.MarkUnconfirmedAsync(sending, Void(sending), Now.AddSeconds(10), Now, CancellationToken.None);
        var isSettled = await outbox.RecordLookUpAsync(
            doubtful, Void(doubtful), new LookUpOutcome(LookUpResult.NotFound), Now, Now.AddSeconds(30), giveUp: false, CancellationToken.None);

        Assert.False(isClosed);
        Assert.False(isSettled);
        Assert.Equal("queued/-/1", await MessageAsync(queued));
        Assert.Equal("sending/-/1", await MessageAsync(sending));
        Assert.Equal("unconfirmed/-/1", await MessageAsync(doubtful));
        Assert.Equal("0", await TextAsync(
            "SELECT count(*)::text FROM messaging.messages WHERE next_attempt_at IS NOT NULL OR sender_ticket IS NOT NULL OR $1::uuid IS NULL",
            queued.Id.Value));
    }

    [Fact]
    public async Task EveryOtherWrite_UnderTheCurrentLease_Counts()
    {
        var queued = await AddAsync("queued", "send");
        var closing = await AddAsync("queued", "send");
        var orphan = await AddAsync("unconfirmed", "recovery");
        var sending = await AddAsync("sending", "send", isOpen: true);
        var doubtful = await AddAsync("unconfirmed", "recovery");
        var outbox = new Outbox(_source, _work);

        await outbox.PostponeAsync(queued, Valid(queued), Now.AddHours(1), new Tickets(7, 7), CancellationToken.None);
        var isClosed = await outbox.CloseAsync(closing, Valid(closing), MessageStatus.Expired, MessagingErrors.Expired, Now, CancellationToken.None);
        var isEnded = await outbox.CloseAsync(
            orphan, Valid(orphan), MessageStatus.Failed, ChannelsErrors.IntegrationNotFound, Now, CancellationToken.None);
        var isEndedAgain = await outbox.CloseAsync(
            orphan, Valid(orphan), MessageStatus.Failed, ChannelsErrors.IntegrationNotFound, Now, CancellationToken.None);
        await outbox.MarkUnconfirmedAsync(sending, Valid(sending), Now.AddSeconds(10), Now, CancellationToken.None);
        var isSettled = await outbox.RecordLookUpAsync(
            doubtful, Valid(doubtful), new LookUpOutcome(LookUpResult.NotFound), Now, Now.AddSeconds(30), giveUp: false, CancellationToken.None);

        Assert.True(isSettled && isClosed && isEnded);
        Assert.False(isEndedAgain);
        Assert.Equal("failed/-/1", await MessageAsync(orphan));
        Assert.Equal("7", await TextAsync("SELECT sender_ticket::text FROM messaging.messages WHERE id = $1", queued.Id.Value));
        Assert.Equal("expired/-/1", await MessageAsync(closing));
        Assert.Equal("unconfirmed/-/1", await MessageAsync(sending));
        Assert.Equal(Interrupted, await AttemptAsync(sending));
        Assert.Equal("queued/-/1", await MessageAsync(doubtful));
    }

    private static DeliveryLease Void(Head head) => new(head.ConversationId, CurrentFence - 1, Now);

    private static DeliveryLease Valid(Head head) => new(head.ConversationId, CurrentFence, Now);

    private async Task RecordAsync(Head head, SendOutcome outcome) => await new Outbox(_source, _work).RecordAsync(
        head,
        Void(head),
        1,
        outcome,
        NextStep.After(outcome, 1, head, Now, TimeSpan.FromSeconds(10), 0.5),
        Now,
        CancellationToken.None);

    private Task<string?> MessageAsync(Head head) => TextAsync(
        "SELECT concat_ws('/', status, coalesce(external_id, '-'), attempts) FROM messaging.messages WHERE id = $1", head.Id.Value);

    private Task<string?> AttemptAsync(Head head) => TextAsync(
        """
        SELECT concat_ws('/', outcome, coalesce(error_code, '-'), coalesce(external_id, '-'))
        FROM messaging.delivery_attempts WHERE message_id = $1 AND number = 1
        """,
        head.Id.Value);

    private async Task<string?> TextAsync(string sql, Guid id)
    {
        await using var command = _source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        return await command.ExecuteScalarAsync() as string;
    }

    /// <summary>A message whose first attempt was given up, in a conversation that another worker has leased since.</summary>
    private async Task<Head> AddAsync(string status, string source, int attempts = 1, string? externalId = null, bool isOpen = false)
    {
        var head = new Head(
            MessageId.New(Now), ConversationId.New(Now), _integration, Enum.Parse<MessageStatus>(status, ignoreCase: true), "+15017122661", "+15558675310", "Hello",
            [], attempts, Now, null, Now, Now, false, false, ConversationMode.Bot);
        await using var connection = await _source.OpenConnectionAsync();

        // Without its contact and chatbot, none of which an outbox writes to.
        await using var command = new NpgsqlCommand(
            $"""
            SET session_replication_role = replica;
            INSERT INTO messaging.messages (
                id, workspace_id, conversation_id, integration_id, channel, direction, status, status_rank, status_source, "from", "to", body,
                segments, account_id, processed, is_automatic, attempts, created_at, external_id)
            VALUES (
                '{head.Id.Value}', '{Guid.NewGuid()}', '{head.ConversationId.Value}', '{_integration.Value}', 'sms', 'outbound', '{status}',
                {head.Status.Rank()}, '{source}', '{head.From}', '{head.To}', 'Hello', 1, 'AC1', false, false, {attempts}, now(),
                {(externalId is null ? "NULL" : $"'{externalId}'")});
            INSERT INTO messaging.delivery_attempts (message_id, number, workspace_id, started_at, finished_at, outcome, error_code)
            VALUES ('{head.Id.Value}', 1, '{Guid.NewGuid()}', now(),
                {(isOpen ? "NULL, NULL, NULL" : "'2026-07-01 11:00:00+00', 'ambiguous', 'attempt.interrupted'")});
            INSERT INTO messaging.conversation_activity (
                conversation_id, workspace_id, our_address, inbound_count, last_message_at, answer_fence, delivery_fence)
            VALUES ('{head.ConversationId.Value}', '{Guid.NewGuid()}', '', 0, now(), 0, {CurrentFence});
            RESET session_replication_role;
            """,
            connection);
        await command.ExecuteNonQueryAsync();
        return head;
    }
}
