using Microsoft.AspNetCore.Http.HttpResults;
using SmsPlatform.Infrastructure.Operations.Metrics;

namespace SmsPlatform.WebApi.Operations;

internal static class MetricsEndpoint
{
    /// <summary>Maps <c>/metrics</c> for Prometheus, and begins to count.</summary>
    public static IEndpointConventionBuilder MapPrometheusMetrics(this IEndpointRouteBuilder routes)
    {
        // Not at the first scrape, or what happened before it would be missing.
        routes.ServiceProvider.GetRequiredService<MetricsRegistry>();
        return routes.MapGet("/metrics", Render).ExcludeFromDescription();
    }

    private static ContentHttpResult Render(MetricsRegistry registry) =>
        TypedResults.Text(registry.Render(), MetricsRegistry.ContentType);
}
