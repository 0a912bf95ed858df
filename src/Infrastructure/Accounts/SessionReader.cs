using Npgsql;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>Reads everything a request needs to know of its caller, in one look-up by primary keys.</summary>
internal static class SessionReader
{
    private const string Find = """
        SELECT s.id, u.id, u.is_admin, m.workspaces, m.roles,
               EXISTS (SELECT FROM accounts.second_factors AS f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL)
        FROM accounts.sessions AS s
        JOIN accounts.users AS u ON u.id = s.user_id
        CROSS JOIN LATERAL (
            SELECT array_agg(workspace_id ORDER BY created_at, workspace_id) AS workspaces,
                   array_agg(role::text ORDER BY created_at, workspace_id) AS roles
            FROM accounts.members WHERE user_id = u.id) AS m
        WHERE s.id = ANY ($1) AND s.revoked_at IS NULL AND s.expires_at > $2
            AND s.security_stamp = u.security_stamp AND (u.lockout_end IS NULL OR u.lockout_end <= $2)
        """;

    /// <summary>Of these sessions those that are not over.</summary>
    public static async Task<IReadOnlyDictionary<Guid, SessionUser>> ReadSessionsAsync(
        this NpgsqlDataSource database, Guid[] ids, bool adminsNeedSecondFactor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Find);
        command.Add(ids).Add(now);
        var found = await command.ReadAllAsync(row => (Id: row.GetGuid(0), User: Read(row, adminsNeedSecondFactor)), cancellationToken);
        return found.ToDictionary(session => session.Id, session => session.User);
    }

    private static SessionUser Read(NpgsqlDataReader row, bool adminsNeedSecondFactor)
    {
        SessionMembership[] memberships = row.IsDBNull(3)
            ? []
            : [.. row.GetFieldValue<Guid[]>(3).Zip(
                row.GetFieldValue<string[]>(4),
                (workspace, role) => new SessionMembership(WorkspaceId.From(workspace), EnumText<WorkspaceRole>.Value(role)))];
        var isAdmin = row.GetBoolean(2);
        var needsSecondFactor = isAdmin && adminsNeedSecondFactor && !row.GetBoolean(5);
        return new SessionUser(UserId.From(row.GetGuid(1)), isAdmin, needsSecondFactor, memberships);
    }
}
