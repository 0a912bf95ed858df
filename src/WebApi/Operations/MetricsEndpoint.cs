using System.Net;
using Microsoft.AspNetCore.Authorization;
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
        return routes.MapGet("/metrics", Render).ExcludeFromDescription().RequireAuthorization(policy => policy.RequireAssertion(MayScrape));
    }

    /// <summary>Whoever is signed in, and whoever asks on this machine: a scraper cannot sign in, and the numbers name no one.</summary>
    private static bool MayScrape(AuthorizationHandlerContext context) =>
        context.User.Identity is { IsAuthenticated: true }
        || (context.Resource is HttpContext { Connection.RemoteIpAddress: { } address } && IPAddress.IsLoopback(address));

    private static ContentHttpResult Render(MetricsRegistry registry) =>
        TypedResults.Text(registry.Render(), MetricsRegistry.ContentType);
}
