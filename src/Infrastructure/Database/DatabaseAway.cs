using Npgsql;

namespace SmsPlatform.Infrastructure.Database;

/// <summary>Tells a database that cannot be reached, or does not lead any more, from a statement that it refuses: only the first is worth waiting for.</summary>
public static class DatabaseAway
{
    /// <remarks>
    /// What Npgsql throws that is no answer of the server's says that there was none, whichever reason it names: a broken connection, no
    /// free one, or no primary among the hosts. It calls that last one not transient. EF wraps any of it, in a type that depends on what
    /// it was doing.
    /// </remarks>
    public static bool Is(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is PostgresException answer)
            {
                // Read-only: it is a standby, or has become one.
                return answer.IsTransient || answer.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction;
            }

            if (cause is NpgsqlException)
            {
                return true;
            }
        }

        return false;
    }
}
