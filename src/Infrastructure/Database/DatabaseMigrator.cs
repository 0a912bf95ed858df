using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using SmsPlatform.Infrastructure.Database.RowSecurity;

namespace SmsPlatform.Infrastructure.Database;

/// <summary>Brings the schema up to date before anything else starts.</summary>
/// <remarks>
/// Nodes may start at once: one migrates under a lock of our own while the others wait. EF's lock ends with each migration's
/// transaction, so two nodes on an empty database could each run the next one.
/// </remarks>
internal sealed partial class DatabaseMigrator(
    IDbContextFactory<PlatformDbContext> contexts,
    NpgsqlDataSource database,
    TimeProvider clock,
    ILogger<DatabaseMigrator> logger) : IHostedService
{
    private const long Lock = 0x536D7350_6C617466;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestMigration = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var startedAt = clock.GetUtcNow();
        while (true)
        {
            try
            {
                await MigrateAsync(cancellationToken);
                return;
            }
            catch (Exception exception) when (DatabaseAway.Is(exception) && clock.GetUtcNow() - startedAt < Patience)
            {
                // The database may be starting beside us, as it does under docker compose, or a standby is about to take over.
                LogWaiting(exception.GetBaseException().Message);
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await EnsureExistsAsync(context, cancellationToken);

        // The lock belongs to this connection, so that it ends with us, however we end.
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var take = new NpgsqlCommand("SELECT pg_advisory_lock($1)", connection) { CommandTimeout = 0 };
        await take.Add(Lock).ExecuteNonQueryAsync(cancellationToken);
        try
        {
            context.Database.SetCommandTimeout(LongestMigration);
            await context.Database.MigrateAsync(cancellationToken);
            await TenantRole.EnsureAsync(context, connection, cancellationToken);
        }
        finally
        {
            await using var release = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", connection);
            await release.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private static async Task EnsureExistsAsync(PlatformDbContext context, CancellationToken cancellationToken)
    {
        var creator = context.GetService<IRelationalDatabaseCreator>();
        if (await creator.ExistsAsync(cancellationToken))
        {
            return;
        }

        try
        {
            await creator.CreateAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another node was first.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer yet: {Reason}")]
    private partial void LogWaiting(string reason);
}
