using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace SmsPlatform.Infrastructure.Database.RowSecurity;

/// <summary>
/// The second lock around a workspace's data: a role that sees only rows of the workspace in <c>app.workspace_id</c>, by policies of
/// PostgreSQL on every table that has a <c>workspace_id</c>. Without the setting it sees none.
/// </summary>
internal static class TenantRole
{
    public const string Name = "smsplatform_tenant";
    public const string Setting = "app.workspace_id";

    // Roles belong to the server, not to the database, so another database's host may make it at the same moment.
    private const string MakeRole = $"""
        DO $$
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{Name}') THEN
                BEGIN
                    CREATE ROLE {Name} NOLOGIN NOBYPASSRLS;
                EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
                END;
            END IF;
            IF NOT pg_has_role(current_user, '{Name}', 'MEMBER') THEN
                GRANT {Name} TO CURRENT_USER;
            END IF;
        END $$;
        """;

    // Asked anew at each start, so that a table which a migration has added is locked by being there.
    private const string Grant = $"""
        DO $$
        DECLARE
            part record;
        BEGIN
            FOR part IN SELECT nspname AS name FROM pg_namespace WHERE nspname = ANY (string_to_array(current_setting('app.schemas'), ',')) LOOP
                EXECUTE format('GRANT USAGE ON SCHEMA %I TO {Name}', part.name);
                EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO {Name}', part.name);
            END LOOP;
            FOR part IN
                SELECT c.oid::regclass AS name, c.relrowsecurity AS is_locked,
                       CASE WHEN c.oid = 'accounts.workspaces'::regclass THEN 'id' ELSE 'workspace_id' END AS col
                FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p') AND n.nspname = ANY (string_to_array(current_setting('app.schemas'), ','))
                    AND (c.oid = 'accounts.workspaces'::regclass
                        OR EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped))
                    AND NOT EXISTS (SELECT FROM pg_policy AS p WHERE p.polrelid = c.oid AND p.polname = 'workspace')
            LOOP
                EXECUTE format(
                    'CREATE POLICY workspace ON %s TO {Name} USING (%I = nullif(current_setting(''{Setting}'', true), '''')::uuid)', part.name, part.col);
                EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', part.name);
            END LOOP;
            REVOKE INSERT, UPDATE, DELETE ON messaging.status_changes, messaging.conversation_changes FROM {Name};
            REVOKE ALL ON accounts.data_protection_keys, accounts.setup_links, accounts.sign_in_counters, messaging.deleted_media, operations.job_runs FROM {Name};
        END $$;
        """;

    /// <summary>Makes the role and the policies where they are missing. The caller holds the migrations' lock.</summary>
    /// <exception cref="InvalidSettingException">The database's account may not make roles.</exception>
    public static async Task EnsureAsync(PlatformDbContext context, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var schemas = context.Model.GetEntityTypes().Select(entity => entity.GetSchema()).OfType<string>().Distinct();
        try
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.Add(MakeRole);
            batch.Add("SELECT set_config('app.schemas', $1, false)").Add(string.Join(',', schemas));
            batch.Add(Grant);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new InvalidSettingException(
                $"ConnectionStrings__Database: the account may not make the role {Name}. Let an administrator run: "
                + $"CREATE ROLE {Name} NOLOGIN; GRANT {Name} TO the account;");
        }
    }
}
