using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Infrastructure.Accounts;

internal sealed class RenewSessionHandler(NpgsqlDataSource database, SessionCache cache, TimeProvider clock) : ICommandHandler<RenewSession, SignedIn>
{
    // Two tabs may renew at once, and an answer may be lost on its way: the last token stays good for this long.
    internal static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    // One statement, so that of two renewals at once the second sees what the first has done. A token that is older than
    // the grace allows was copied by someone: the session ends, because nobody can tell which of the two is the owner.
    private const string Renew = """
        UPDATE accounts.sessions AS s SET
            generation = CASE WHEN s.generation = $2 THEN s.generation + 1 ELSE s.generation END,
            renewed_at = CASE WHEN s.generation = $2 THEN $3 ELSE s.renewed_at END,
            expires_at = CASE WHEN s.generation = $2 THEN $4 ELSE s.expires_at END,
            revoked_at = CASE WHEN s.generation = $2 OR (s.generation = $2 + 1 AND s.renewed_at > $5) THEN NULL ELSE $3 END
        FROM accounts.users AS u
        WHERE s.id = $1 AND u.id = s.user_id AND s.security_stamp = u.security_stamp
            AND s.revoked_at IS NULL AND s.expires_at > $3 AND (u.lockout_end IS NULL OR u.lockout_end <= $3)
        RETURNING s.user_id, s.generation, s.revoked_at IS NOT NULL
        """;

    public async Task<Result<SignedIn>> Handle(RenewSession command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var update = database.CreateCommand(Renew);
        foreach (var value in new object[] { command.SessionId, command.Generation, now, now + Session.Lifetime, now - Grace })
        {
            update.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await using var row = await update.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken) || row.GetBoolean(2))
        {
            cache.Forget(command.SessionId);
            return AccountsErrors.SessionOver;
        }

        return new SignedIn(command.SessionId, UserId.From(row.GetGuid(0)), row.GetInt32(1));
    }
}
