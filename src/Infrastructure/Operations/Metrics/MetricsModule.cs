using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SmsPlatform.Infrastructure.Operations.Metrics;

public static class MetricsModule
{
    public static IServiceCollection AddPrometheusMetrics(this IServiceCollection services, MetricsOptions? options = null)
    {
        services.AddMetrics();
        services.AddSingleton(provider => new MetricsRegistry(
            options ?? new MetricsOptions(),
            provider.GetRequiredService<ILogger<MetricsRegistry>>(),
            provider.GetRequiredService<IMeterFactory>()));
        return services;
    }
}
