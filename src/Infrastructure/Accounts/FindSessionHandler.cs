using Microsoft.Extensions.Options;
using Npgsql;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

internal sealed class FindSessionHandler(
    NpgsqlDataSource database, SessionCache cache, IOptions<AccountsOptions> options, TimeProvider clock) : IQueryHandler<FindSession, SessionUser>
{
    // Everything a request needs to know of its caller, in one look-up by primary keys.
    private const string Find = """
        SELECT u.id, u.is_admin, m.workspaces, m.roles,
               EXISTS (SELECT FROM accounts.second_factors AS f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL)
        FROM accounts.sessions AS s
        JOIN accounts.users AS u ON u.id = s.user_id
        CROSS JOIN LATERAL (
            SELECT array_agg(workspace_id ORDER BY created_at, workspace_id) AS workspaces,
                   array_agg(role::text ORDER BY created_at, workspace_id) AS roles
            FROM accounts.members WHERE user_id = u.id) AS m
        WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > $2
            AND s.security_stamp = u.security_stamp AND (u.lockout_end IS NULL OR u.lockout_end <= $2)
        """;

    public async Task<Result<SessionUser>> Handle(FindSession query, CancellationToken cancellationToken)
    {
        if (cache.Find(query.SessionId) is { } known)
        {
            return known;
        }

        await using var command = database.CreateCommand(Find);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = query.SessionId });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = clock.GetUtcNow() });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken))
        {
            return AccountsErrors.SessionOver;
        }

        var user = Read(row);
        cache.Keep(query.SessionId, user);
        return user;
    }

    private SessionUser Read(NpgsqlDataReader row)
    {
        SessionMembership[] memberships = row.IsDBNull(2)
            ? []
            : [.. row.GetFieldValue<Guid[]>(2).Zip(
                row.GetFieldValue<string[]>(3),
                (workspace, role) => new SessionMembership(WorkspaceId.From(workspace), EnumText<WorkspaceRole>.Value(role)))];
        var isAdmin = row.GetBoolean(1);
        var needsSecondFactor = isAdmin && options.Value.RequireTwoFactorForAdmins && !row.GetBoolean(4);
        return new SessionUser(UserId.From(row.GetGuid(0)), isAdmin, needsSecondFactor, memberships);
    }
}
