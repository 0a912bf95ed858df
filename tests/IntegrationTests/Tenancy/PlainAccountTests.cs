using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Database.RowSecurity;
using SmsPlatform.IntegrationTests.Database;

namespace SmsPlatform.IntegrationTests.Tenancy;

/// <summary>On servers where the platform's account is no superuser, as with most providers.</summary>
public sealed class PlainAccountTests : IAsyncLifetime
{
    private readonly string _account = $"plain_{Guid.NewGuid():N}";
    private TestCluster _cluster = null!;
    private TestDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.SharedAsync();
        _database = await _cluster.CreateAsync();
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        await _cluster.ExecuteAsync($"DROP ROLE {_account}");
    }

    [Fact]
    public async Task Start_WhenTheAccountMayMakeRoles_LocksTenantsAndNotThePlatform()
    {
        await MakeAccountAsync("LOGIN CREATEROLE");
        await using var services = Services();

        await MigrateAsync(services);

        var (first, second) = (await SeedAsync(services), await SeedAsync(services));
        await using var tenant = services.GetRequiredService<TenantContexts>().Create(first);
        await using var platform = await services.GetRequiredService<IDbContextFactory<PlatformDbContext>>().CreateDbContextAsync();
        Assert.Equal(first, Assert.Single(await tenant.Chatbots.IgnoreQueryFilters().ToListAsync()).WorkspaceId);
        Assert.Contains(await platform.Chatbots.IgnoreQueryFilters().ToListAsync(), chatbot => chatbot.WorkspaceId == second);
    }

    [Fact]
    public async Task Start_WhenTheAccountMayNotMakeRoles_SaysWhatToDo()
    {
        await MakeAccountAsync("LOGIN");
        await using var services = Services();
        await using var connection = new NpgsqlConnection(Address);
        await connection.OpenAsync();
        await using var role = new NpgsqlCommand($"SELECT pg_has_role(current_user, '{TenantRole.Name}', 'MEMBER')", connection);
        Assert.False((bool)(await role.ExecuteScalarAsync())!);

        var refused = await Assert.ThrowsAsync<InvalidSettingException>(() => MigrateAsync(services));

        Assert.Contains($"CREATE ROLE {TenantRole.Name}", refused.Message, StringComparison.Ordinal);
    }

    private string Address => new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = _account }.ConnectionString;

    private async Task MakeAccountAsync(string options)
    {
        // Whichever test comes first on this server makes the role, as an administrator might have.
        await _cluster.ExecuteAsync($"""
            DO $$ BEGIN CREATE ROLE {TenantRole.Name} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
            CREATE ROLE {_account} {options};
            """);
        await _cluster.ExecuteAsync(
            $"ALTER DATABASE {new NpgsqlConnectionStringBuilder(_database.ConnectionString).Database} OWNER TO {_account}");
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync();
        await using var schema = new NpgsqlCommand($"ALTER SCHEMA public OWNER TO {_account}", connection);
        await schema.ExecuteNonQueryAsync();
    }

    private ServiceProvider Services() => new ServiceCollection()
        .AddLogging()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(new DatabaseAddress(Address))
        .AddDatabase()
        .BuildServiceProvider();

    private static async Task MigrateAsync(ServiceProvider services)
    {
        foreach (var service in services.GetServices<Microsoft.Extensions.Hosting.IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }
    }

    private static async Task<WorkspaceId> SeedAsync(ServiceProvider services)
    {
        var now = TimeProvider.System.GetUtcNow();
        var workspace = Workspace.Create("Test", now);
        await using var context = await services.GetRequiredService<IDbContextFactory<PlatformDbContext>>().CreateDbContextAsync();
        context.AddRange(workspace, Chatbot.Create(workspace.Id, "Test", now));
        await context.SaveChangesAsync();
        return workspace.Id;
    }
}
