using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Infrastructure.Database.RowSecurity;

namespace SmsPlatform.Infrastructure.Database;

/// <summary>Where the database is; known once the private cluster, if that is what serves it, has been set up.</summary>
public sealed record DatabaseAddress(string ConnectionString);

public static class DatabaseModule
{
    // Statements of the hot paths are prepared by the driver after their second use on a connection.
    private const int PreparedStatements = 100;
    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 8;

    /// <summary>Adds the data source, the context and the migrator; a <see cref="DatabaseAddress"/> must be registered.</summary>
    public static IServiceCollection AddDatabase(this IServiceCollection services)
    {
        services.AddOptions<DatabaseOptions>();
        services.AddSingleton(provider => new NpgsqlDataSourceBuilder(ConnectionString(provider)).Build());
        services.AddPooledDbContextFactory<PlatformDbContext>((provider, options) =>
            options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddSingleton(provider => new TenantContexts(ConnectionString(provider)));
        services.AddSingleton(provider => new GenericPlans(ConnectionString(provider)));

        // Whoever acts in a workspace is held to it by PostgreSQL as well. Without one (workers, webhooks, start-up, signing in)
        // the platform's own connections serve, on which the context's filters find nothing of any tenant.
        services.AddScoped(provider => provider.GetRequiredService<ICaller>().WorkspaceId is { } workspaceId
            ? provider.GetRequiredService<TenantContexts>().Create(workspaceId)
            : provider.GetRequiredService<IDbContextFactory<PlatformDbContext>>().CreateDbContext());

        services.AddHostedService<DatabaseMigrator>();
        return services;
    }

    private static string ConnectionString(IServiceProvider provider)
    {
        var address = provider.GetRequiredService<DatabaseAddress>().ConnectionString;
        var connection = new NpgsqlConnectionStringBuilder(address)
        {
            MaxAutoPrepare = PreparedStatements,
            AutoPrepareMinUsages = 2,
            ApplicationName = "SmsPlatform",

            // A reset is seven statements before the first of each rent. Nothing needs it: whoever rents a connection leaves no setting,
            // lock or temporary table behind that the next one would meet.
            NoResetOnClose = true,
        };

        if (!NamesPoolSize(address))
        {
            connection.MaxPoolSize = provider.GetRequiredService<IOptions<DatabaseOptions>>().Value.PoolSize;
        }

        // Providers wait for a webhook's answer for some 15 seconds: a database that hangs must be given up before they do.
        connection.Timeout = Math.Min(connection.Timeout, ConnectSeconds);
        connection.CommandTimeout = Math.Min(connection.CommandTimeout, CommandSeconds);
        return connection.ConnectionString;
    }

    // The driver's own builder tells the defaults apart from nothing.
    private static bool NamesPoolSize(string address)
    {
        var named = new DbConnectionStringBuilder { ConnectionString = address };
        return named.ContainsKey("Maximum Pool Size") || named.ContainsKey("MaxPoolSize");
    }
}
