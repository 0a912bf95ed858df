using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>
/// Counts attempts to sign in, before the password is looked at: by account and address, by address, and by account.
/// Each attempt counts as failed until it succeeds, so that many at once cannot slip through.
/// </summary>
/// <remarks>
/// Nobody can lock an owner out: failures from elsewhere never count against an address where the owner has signed in before.
/// An attempt that is refused is not counted further, so the wait does not grow.
/// </remarks>
internal sealed class SignInThrottle(NpgsqlDataSource database, TimeProvider clock)
{
    internal const int PairLimit = 5;
    internal const int AccountLimit = 20;
    internal const int AddressLimit = 50;
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    internal static readonly TimeSpan KnownFor = TimeSpan.FromDays(90);
    private const string Everywhere = "";
    private static readonly byte[] AnyAccount = [];

    private const string CountOne = """
        INSERT INTO accounts.sign_in_counters AS c (account, address, failures, window_started_at)
        VALUES ($1, $2, 1, $3)
        ON CONFLICT (account, address) DO UPDATE SET
            failures = CASE WHEN c.window_started_at <= $4 THEN 1 ELSE least(c.failures + 1, $5 + 1) END,
            window_started_at = CASE WHEN c.window_started_at <= $4 THEN $3 ELSE c.window_started_at END
        RETURNING failures, window_started_at, succeeded_at
        """;

    private const string Succeed = """
        UPDATE accounts.sign_in_counters SET failures = 0, succeeded_at = $3 WHERE account = $1 AND address = $2
        """;

    private const string TakeBack = """
        UPDATE accounts.sign_in_counters SET failures = greatest(failures - 1, 0) WHERE account = $1 AND address = $2
        """;

    public static byte[] Account(string email) => SHA256.HashData(Encoding.UTF8.GetBytes(email.Normalize().ToUpperInvariant()));

    /// <summary>Null when the attempt may go on, else how long to wait.</summary>
    public async Task<TimeSpan?> CountAsync(byte[] account, string address, CancellationToken cancellationToken)
    {
        var pair = await CountAsync(account, address, PairLimit, cancellationToken);
        if (pair.Wait is { } pairWait)
        {
            return pairWait;
        }

        if ((await CountAsync(AnyAccount, address, AddressLimit, cancellationToken)).Wait is { } addressWait)
        {
            return addressWait;
        }

        return pair.IsKnown ? null : (await CountAsync(account, Everywhere, AccountLimit, cancellationToken)).Wait;
    }

    /// <summary>The attempt was good: the account is at home at this address.</summary>
    public async Task ForgiveAsync(byte[] account, string address, CancellationToken cancellationToken)
    {
        // Rows in the same order as above, so that no two attempts wait for each other.
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Command(Succeed, account, address, clock.GetUtcNow()));
        batch.BatchCommands.Add(Command(TakeBack, AnyAccount, address));
        batch.BatchCommands.Add(Command(TakeBack, account, Everywhere));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<(TimeSpan? Wait, bool IsKnown)> CountAsync(byte[] account, string address, int limit, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand(CountOne);
        foreach (var value in new object[] { account, address, now, now - Window, limit })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        TimeSpan? wait = row.GetInt32(0) > limit ? row.GetFieldValue<DateTimeOffset>(1) + Window - now : null;
        var isKnown = !row.IsDBNull(2) && now - row.GetFieldValue<DateTimeOffset>(2) < KnownFor;
        return (wait, isKnown);
    }

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
