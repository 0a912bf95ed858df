using MediatR;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Operations;

namespace SmsPlatform.WebApi.Operations;

/// <summary>Tells load balancers and operators how the node is.</summary>
internal static class Health
{
    private const string Ready = "ready";

    public static void AddPlatformHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<BacklogCheck>("backlog", tags: [Ready]).AddCheck<DeliveryCheck>("delivery", tags: [Ready]);

    public static void MapPlatformHealth(this IEndpointRouteBuilder routes)
    {
        // Live says only that the process answers: restarting it would not bring a database back.
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(Ready),
            ResponseWriter = WriteAsync,
        }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(new
        {
            status = report.Status.ToString().ToLowerInvariant(),
            checks = report.Entries.ToDictionary(
                entry => entry.Key,
                entry => new
                {
                    status = entry.Value.Status.ToString().ToLowerInvariant(),
                    description = entry.Value.Description,
                    data = entry.Value.Data,
                }),
        });

    /// <summary>Ready while the database answers; degraded, but still ready, while work piles up.</summary>
    private sealed class BacklogCheck(IMediator mediator) : IHealthCheck
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var backlog = await mediator.Send(new GetBacklog(), cancellationToken);
            if (backlog.IsFailure)
            {
                return HealthCheckResult.Unhealthy("The database does not answer.");
            }

            var (unanswered, undelivered) = backlog.Value;
            var data = new Dictionary<string, object>
            {
                ["oldestUnansweredSeconds"] = Math.Round(unanswered.TotalSeconds, 1),
                ["oldestUndeliveredSeconds"] = Math.Round(undelivered.TotalSeconds, 1),
            };
            return unanswered > Patience || undelivered > Patience
                ? HealthCheckResult.Degraded("Messages wait longer than they should.", data: data)
                : HealthCheckResult.Healthy("The database answers and nothing waits too long.", data);
        }
    }

    /// <summary>
    /// Degraded, but still ready, while a message waits too long to be delivered, or nobody can tell: the node can take in what it cannot
    /// get out.
    /// </summary>
    private sealed class DeliveryCheck(IDeliveryAlarm alarm) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var state = alarm.Current;
            var data = new Dictionary<string, object>
            {
                ["alert"] = state.IsAlert || alarm.BlindSince is not null,
                ["undelivered"] = state.Undelivered,
                ["oldestUndeliveredSeconds"] = state.OldestUndeliveredSeconds,
                ["limitSeconds"] = state.LimitSeconds,
            };
            return Task.FromResult(alarm.BlindSince is { } since
                ? HealthCheckResult.Degraded($"Undelivered messages could not be looked at since {since:O}.", data: data)
                : state.IsAlert
                ? HealthCheckResult.Degraded("The oldest undelivered message has waited longer than it should.", data: data)
                : HealthCheckResult.Healthy("No undelivered message waits too long.", data));
        }
    }
}
