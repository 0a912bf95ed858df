using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.IntegrationTests.Database;

/// <summary>How many connections a node takes.</summary>
public sealed class PoolSizeTests
{
    [Fact]
    public void Pool_WhenNobodySetsIt_IsSmall() =>
        Assert.Equal(Math.Max(16, 4 * Environment.ProcessorCount), PoolSizeFor("Host=nowhere"));

    [Theory]
    [InlineData("Host=nowhere;Maximum Pool Size=3")]
    [InlineData("Host=nowhere;maxpoolsize=3")]
    [InlineData("Host=nowhere;MAXIMUM POOL SIZE=3;Timeout=2")]
    public void Pool_WhenTheConnectionStringNamesIt_IsThat(string connectionString) => Assert.Equal(3, PoolSizeFor(connectionString));

    private static int PoolSizeFor(string connectionString)
    {
        using var provider = new ServiceCollection().AddSingleton(new DatabaseAddress(connectionString)).AddDatabase().BuildServiceProvider();
        return new NpgsqlConnectionStringBuilder(provider.GetRequiredService<NpgsqlDataSource>().ConnectionString).MaxPoolSize;
    }
}
