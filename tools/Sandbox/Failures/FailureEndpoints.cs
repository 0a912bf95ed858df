using Microsoft.AspNetCore.Http.HttpResults;

namespace SmsPlatform.Sandbox.Failures;

internal static class FailureEndpoints
{
    private static readonly string[] FinalStatuses = ["undelivered", "failed"];
    private static readonly string[] RateModes = ["refuse", "queue"];

    public static void MapFailures(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/failures", Read);
        routes.MapPut("/failures", Replace);
        routes.MapDelete("/failures", Clear);
    }

    private static Ok<FailureReport> Read(FailureScript script) => TypedResults.Ok(script.Report());

    private static Results<Ok<FailureReport>, ValidationProblem> Replace(FailurePlan plan, FailureScript script)
    {
        var errors = Check(plan);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        script.Set(plan);
        return TypedResults.Ok(script.Report());
    }

    private static NoContent Clear(FailureScript script)
    {
        script.Clear();
        return TypedResults.NoContent();
    }

    private static Dictionary<string, string[]> Check(FailurePlan plan)
    {
        var errors = new Dictionary<string, string[]>();

        Require(plan.Sends.All(rule => rule.Status is >= 400 and <= 599), "sends.status", "400 to 599.");
        Require(plan.Sends.All(rule => rule.Seconds is >= 0 and <= 3600), "sends.seconds", "0 to 3600.");
        Require(plan.Sends.All(rule => FinalStatuses.Contains(rule.FinalStatus)), "sends.finalStatus", "undelivered or failed.");
        Require(plan.LookUps.All(rule => rule.Status is >= 400 and <= 599), "lookUps.status", "400 to 599.");
        Require(plan.LogLagSeconds is >= 0 and <= 3600, "logLagSeconds", "0 to 3600.");
        Require(plan.Callbacks.All(rule => rule.Copies is >= 1 and <= 1000), "callbacks.copies", "1 to 1000.");
        Require(plan.Callbacks.All(rule => rule.DelaySeconds is >= 0 and <= 3600), "callbacks.delaySeconds", "0 to 3600.");
        Require(plan.Webhooks.All(rule => rule.Copies is >= 1 and <= 1000), "webhooks.copies", "1 to 1000.");
        Require(plan.Webhooks.All(rule => rule.DelaySeconds is >= 0 and <= 3600), "webhooks.delaySeconds", "0 to 3600.");
        Require(plan.LatencyMilliseconds is >= 0 and <= 60_000, "latencyMilliseconds", "0 to 60000.");
        Require(plan.RateLimit is null || RateModes.Contains(plan.RateLimit.Mode), "rateLimit.mode", "refuse or queue.");
        Require(plan.RateLimit is null || plan.RateLimit.PerSecond is > 0 and <= 10_000, "rateLimit.perSecond", "More than 0, at most 10000.");
        return errors;

        void Require(bool holds, string field, string allowed)
        {
            if (!holds)
            {
                errors[field] = [allowed];
            }
        }
    }
}
