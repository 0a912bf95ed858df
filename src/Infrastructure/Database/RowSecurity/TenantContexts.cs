using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Infrastructure.Database.RowSecurity;

/// <summary>
/// Contexts that act for one workspace: on connections of their own, which have the role of <see cref="TenantRole"/> for good.
/// Nothing else can rent those connections, and none of these contexts can get another one.
/// </summary>
internal sealed class TenantContexts : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly PooledDbContextFactory<PlatformDbContext> _contexts;

    public TenantContexts(string connectionString)
    {
        // A reset would take the role off; all else that a tenant's context leaves behind is its workspace,
        // which every opening sets anew.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true };

        // Short work of requests; most of the server's connections stay for webhooks and workers.
        settings.MaxPoolSize = Math.Max(1, settings.MaxPoolSize / 4);
        _database = new NpgsqlDataSourceBuilder(settings.ConnectionString)
            .UsePhysicalConnectionInitializer(TakeRole, TakeRoleAsync)
            .Build();
        _contexts = new PooledDbContextFactory<PlatformDbContext>(new DbContextOptionsBuilder<PlatformDbContext>()
            .UseNpgsql(_database)
            .AddInterceptors(new WorkspaceSetter())
            .Options);
    }

    public PlatformDbContext Create(WorkspaceId workspaceId)
    {
        var context = _contexts.CreateDbContext();
        context.WorkspaceId = workspaceId;
        return context;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static void TakeRole(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand($"SET ROLE {TenantRole.Name}", connection);
        command.ExecuteNonQuery();
    }

    private static async Task TakeRoleAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand($"SET ROLE {TenantRole.Name}", connection);
        await command.ExecuteNonQueryAsync();
    }
}
