using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace SmsPlatform.Infrastructure.Database.PrivateCluster;

public static class PrivateClusterModule
{
    /// <summary>
    /// Lets the host run its own PostgreSQL; its address is <see cref="PrivateClusterService.ConnectionString"/>.
    /// Call it before any other hosted service is added: then the server starts first and stops last.
    /// </summary>
    public static IServiceCollection AddPrivateCluster(this IServiceCollection services, PrivateClusterOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<PrivateClusterService>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<PrivateClusterService>());
        return services;
    }
}
