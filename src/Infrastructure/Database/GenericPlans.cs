using Npgsql;

namespace SmsPlatform.Infrastructure.Database;

/// <summary>
/// Connections for a few statements that are run all the time: each is planned once.
/// </summary>
/// <remarks>
/// PostgreSQL plans a statement on arrays anew for each execution while they are short, because a plan that knows their length looks
/// cheaper; planning then costs more than running it.
/// </remarks>
internal sealed class GenericPlans : IAsyncDisposable
{
    public GenericPlans(string connectionString)
    {
        // A reset would take the setting off.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true };
        Database = new NpgsqlDataSourceBuilder(settings.ConnectionString).UsePhysicalConnectionInitializer(Set, SetAsync).Build();
    }

    public NpgsqlDataSource Database { get; }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private static NpgsqlCommand Command(NpgsqlConnection connection) => new("SET plan_cache_mode = force_generic_plan", connection);

    private static void Set(NpgsqlConnection connection)
    {
        using var command = Command(connection);
        command.ExecuteNonQuery();
    }

    private static async Task SetAsync(NpgsqlConnection connection)
    {
        await using var command = Command(connection);
        await command.ExecuteNonQueryAsync();
    }
}
