using Npgsql;
using SmsPlatform.IntegrationTests.Database;

namespace SmsPlatform.IntegrationTests.Accounts;

/// <summary>Holds up whoever makes one kind of change to one table, until it is let go: what else is done meanwhile comes in between.</summary>
internal sealed class Held : IAsyncDisposable
{
    private const long Lock = 4711;

    private readonly AccountsHost _host;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private Held(AccountsHost host, NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        _host = host;
        _connection = connection;
        _transaction = transaction;
    }

    /// <summary>With all of the transaction done, and nobody seeing any of it yet.</summary>
    /// <param name="change">Such as <c>UPDATE ON accounts.members</c>.</param>
    public static Task<Held> AtCommitAsync(AccountsHost host, string change) => StartAsync(host, change, "DEFERRED");

    /// <summary>With the change itself done, and the rest of its transaction still to come.</summary>
    /// <param name="change">Such as <c>DELETE ON accounts.invitations</c>.</param>
    public static Task<Held> AtChangeAsync(AccountsHost host, string change) => StartAsync(host, change, "IMMEDIATE");

    /// <summary>Until so many statements wait, for this or for a row that someone held up here has locked.</summary>
    /// <param name="orUntil">What may also end before it waits; what it answers tells.</param>
    public Task UntilWaitingAsync(int statements, Task? orUntil = null) => ClusterDirectory.UntilAsync(async () =>
        orUntil is { IsCompleted: true } || await _host.ScalarAsync<long>(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") == statements);

    public Task LetGoAsync() => _transaction.RollbackAsync();

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static async Task<Held> StartAsync(AccountsHost host, string change, string when)
    {
        await host.ExecuteAsync($"""
            CREATE FUNCTION accounts.hold() RETURNS trigger LANGUAGE plpgsql
                AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared({Lock}); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER hold AFTER {change} DEFERRABLE INITIALLY {when}
                FOR EACH ROW EXECUTE FUNCTION accounts.hold();
            """);
        var connection = await host.Database.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({Lock})", connection, transaction);
        await hold.ExecuteNonQueryAsync();
        return new Held(host, connection, transaction);
    }
}
