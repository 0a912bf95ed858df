using Npgsql;

namespace SmsPlatform.IntegrationTests.Database;

public sealed class TestClusterTests
{
    [Fact]
    public async Task CloneAsync_WhenAskedForByManyAtOnce_MigratesOnceAndGivesEachItsOwnDatabase()
    {
        var cluster = await TestCluster.SharedAsync();
        var migrations = 0;

        var clones = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => CloneAndInsertAsync(number)));

        Assert.Equal(1, migrations);
        Assert.Equal(Enumerable.Range(0, 4), clones.Order());

        // Each sees the one row it wrote, and not its neighbours'.
        async Task<int> CloneAndInsertAsync(int number)
        {
            await using var database = await cluster.CloneAsync("clone_test", MigrateAsync);
            await using var source = NpgsqlDataSource.Create(database.ConnectionString);
            await using var insert = source.CreateCommand("insert into numbers values ($1)");
            insert.Parameters.Add(new() { Value = number });
            await insert.ExecuteNonQueryAsync();
            await using var sum = source.CreateCommand("select sum(number)::int from numbers");
            return (int)(await sum.ExecuteScalarAsync())!;
        }

        async Task MigrateAsync(string connectionString)
        {
            Interlocked.Increment(ref migrations);
            await using var source = NpgsqlDataSource.Create(connectionString);
            await using var create = source.CreateCommand("create table numbers (number int not null)");
            await create.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task DisposeAsync_WhenConnectionsAreOpen_DropsTheDatabase()
    {
        var cluster = await TestCluster.SharedAsync();
        var database = await cluster.CreateAsync();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();

        await database.DisposeAsync();

        var refusal = await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await NpgsqlDataSource.Create(database.ConnectionString).OpenConnectionAsync());
        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, refusal.SqlState);
    }
}
