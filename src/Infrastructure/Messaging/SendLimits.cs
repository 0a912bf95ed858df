using Npgsql;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Messaging;

/// <inheritdoc cref="ISendLimits"/>
internal sealed class SendLimits(NpgsqlDataSource database) : ISendLimits
{
    // In place of no limit; what it gives in advance makes it one that nobody meets.
    private const double Unlimited = 1_000_000;

    // From this rate on neighbours may be closer than the rate, which still holds.
    private const double SlowestWithAdvance = 10;

    // Up to this rate a sender has one call under way at a time, and its pause is counted from the answer: however long a message
    // took to reach the provider, none comes sooner after it than the rate allows.
    private const double FastestOneByOne = 2;

    private static readonly TimeSpan SendersAdvance = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AccountsAdvance = TimeSpan.FromSeconds(1);

    /// <remarks>
    /// <para>The buckets are locked in a fixed order, the sender's first: LATERAL, so that the planner cannot change it.</para>
    /// <para>
    /// A ticket's turn is when the tokens before it have flowed, from the moment the bucket was last known to have one; a ticket
    /// that was passed over goes as soon as there is a token. Whatever moves that moment moves all turns behind it, so a delay,
    /// or a provider's wish for silence, shifts the queue and breaks nothing. The account's queue is joined only when it is the
    /// sender's turn: those who wait for a slow sender must not make others wait for the account.
    /// </para>
    /// </remarks>
    private const string Take = """
        WITH bucket AS MATERIALIZED (
            SELECT s.free_at, s.issued, s.served, s.busy_until, a.free_at AS a_free_at, a.issued AS a_issued, a.served AS a_served
            FROM (
                SELECT free_at, issued, served, busy_until FROM messaging.send_limits
                WHERE workspace_id = $1 AND account = $2 AND sender = $3
                FOR UPDATE) AS s
            CROSS JOIN LATERAL (
                SELECT free_at, issued, served FROM messaging.send_limits
                WHERE workspace_id = $1 AND account = $2 AND sender = '' AND s.free_at IS NOT NULL
                FOR UPDATE) AS a
        ), drawn AS (
            SELECT *,
                   CASE WHEN $5 + $4 <= issued THEN $5 ELSE greatest(issued, served) END AS ticket,
                   CASE WHEN $6 + $4 <= a_issued THEN $6 ELSE greatest(a_issued, a_served) END AS a_ticket
            FROM bucket
        ), timed AS (
            SELECT *,
                   greatest(
                       free_at - $9 + greatest(ticket - served, 0) * $8,
                       CASE WHEN busy_until > $7 THEN least(busy_until, $7 + $8) END) AS due_at,
                   a_free_at - $11 + greatest(a_ticket - a_served, 0) * $10 AS a_due_at
            FROM drawn
        ), decided AS (
            SELECT *, due_at <= $7 AS is_turn, due_at <= $7 AND a_due_at <= $7 AS is_granted FROM timed
        ), sender AS (
            UPDATE messaging.send_limits AS l
            SET issued = greatest(d.issued, d.ticket + $4),
                served = CASE WHEN d.is_granted THEN greatest(d.served, d.ticket + $4) ELSE d.served END,
                free_at = CASE WHEN d.is_granted THEN greatest(d.free_at, $7) + $4 * $8 ELSE d.free_at END,
                busy_until = CASE WHEN d.is_granted THEN $12 ELSE d.busy_until END
            FROM decided AS d
            WHERE l.workspace_id = $1 AND l.account = $2 AND l.sender = $3
        ), account AS (
            UPDATE messaging.send_limits AS l
            SET issued = greatest(d.a_issued, d.a_ticket + $4),
                served = CASE WHEN d.is_granted THEN greatest(d.a_served, d.a_ticket + $4) ELSE d.a_served END,
                free_at = CASE WHEN d.is_granted THEN greatest(d.a_free_at, $7) + $4 * $10 ELSE d.a_free_at END
            FROM decided AS d
            WHERE l.workspace_id = $1 AND l.account = $2 AND l.sender = '' AND d.is_turn
        )
        SELECT is_granted, CASE WHEN is_turn THEN a_due_at ELSE due_at END, ticket, CASE WHEN is_turn THEN a_ticket END FROM decided
        """;

    public async Task<Turn> TakeAsync(
        WorkspaceId workspaceId,
        SendPace pace,
        int tokens,
        Tickets held,
        DateTimeOffset now,
        DateTimeOffset callUntil,
        CancellationToken cancellationToken)
    {
        if (pace is { OfSender: 0, OfAccount: 0 })
        {
            return new Turn(true, now, default);
        }

        while (true)
        {
            await using var command = database.CreateCommand(Take);
            command.Add(workspaceId.Value)
                .Add(pace.Account)
                .Add(pace.Sender)
                .Add((long)tokens)
                .AddNullable(held.Sender)
                .AddNullable(held.Account)
                .Add(now)
                .Add(Every(pace.OfSender))
                .Add(AdvanceOf(pace))
                .Add(Every(pace.OfAccount))
                .Add(AccountsAdvance)
                .AddNullable(IsOneByOne(pace) ? callUntil : null);
            var turns = await command.ReadAllAsync(
                row => new Turn(
                    row.GetBoolean(0),
                    row.GetFieldValue<DateTimeOffset>(1),
                    new Tickets(row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt64(3))),
                cancellationToken);
            if (turns.Count > 0)
            {
                return turns[0];
            }

            await OpenAsync(workspaceId, pace, now, cancellationToken);
        }
    }

    public async Task SettleAsync(
        WorkspaceId workspaceId, SendPace pace, int tokens, DateTimeOffset answeredAt, CancellationToken cancellationToken)
    {
        if (!IsOneByOne(pace))
        {
            return;
        }

        await using var command = database.CreateCommand("""
            UPDATE messaging.send_limits SET busy_until = NULL, free_at = greatest(free_at, $4)
            WHERE workspace_id = $1 AND account = $2 AND sender = $3
            """);
        command.Add(workspaceId.Value).Add(pace.Account).Add(pace.Sender).Add(answeredAt + (tokens * Every(pace.OfSender)));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task CloseAsync(
        WorkspaceId workspaceId, SendPace pace, Throttled whose, DateTimeOffset until, CancellationToken cancellationToken) => whose switch
        {
            Throttled.Account => SilenceAsync(workspaceId, pace, "", until + AccountsAdvance, cancellationToken),
            Throttled.Sender => SilenceAsync(workspaceId, pace, pace.Sender, until + AdvanceOf(pace), cancellationToken),
            _ => Task.CompletedTask,
        };

    public async Task ReturnAsync(
        WorkspaceId workspaceId, SendPace pace, int tokens, Tickets held, CancellationToken cancellationToken)
    {
        // One after the other: both locked by one statement would be locked in its order, not in ours.
        await PassAsync(workspaceId, pace, pace.Sender, tokens, held.Sender, cancellationToken);
        await PassAsync(workspaceId, pace, "", tokens, held.Account, cancellationToken);
    }

    private static bool IsOneByOne(SendPace pace) => pace.OfSender is > 0 and <= FastestOneByOne;

    private static TimeSpan AdvanceOf(SendPace pace) => pace.OfSender is 0 or >= SlowestWithAdvance ? SendersAdvance : TimeSpan.Zero;

    // PostgreSQL counts microseconds.
    private static TimeSpan Every(double perSecond) =>
        TimeSpan.FromMicroseconds(Math.Max(1, Math.Round(1_000_000 / (perSecond == 0 ? Unlimited : perSecond))));

    private async Task OpenAsync(WorkspaceId workspaceId, SendPace pace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            INSERT INTO messaging.send_limits (workspace_id, account, sender, free_at, issued, served)
            VALUES ($1, $2, '', $4, 0, 0), ($1, $2, $3, $4, 0, 0)
            ON CONFLICT DO NOTHING
            """);
        command.Add(workspaceId.Value).Add(pace.Account).Add(pace.Sender).Add(now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task SilenceAsync(
        WorkspaceId workspaceId, SendPace pace, string sender, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            UPDATE messaging.send_limits SET free_at = greatest(free_at, $4)
            WHERE workspace_id = $1 AND account = $2 AND sender = $3
            """);
        command.Add(workspaceId.Value).Add(pace.Account).Add(sender).Add(until);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Not when its turn has come and gone: then nobody waits for it.
    private async Task PassAsync(
        WorkspaceId workspaceId, SendPace pace, string sender, int tokens, long? ticket, CancellationToken cancellationToken)
    {
        if (ticket is null)
        {
            return;
        }

        await using var command = database.CreateCommand("""
            UPDATE messaging.send_limits SET served = least(issued, served + $4)
            WHERE workspace_id = $1 AND account = $2 AND sender = $3 AND served <= $5
            """);
        command.Add(workspaceId.Value).Add(pace.Account).Add(sender).Add((long)tokens).Add(ticket.Value);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
