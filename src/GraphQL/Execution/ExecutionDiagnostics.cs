using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>
/// Spans and metrics, under the name <c>SmsPlatform.GraphQL</c>. They cost a check of a field while nobody listens. Names and counts
/// only: never a document, a variable or a value.
/// </summary>
public static class ExecutionDiagnostics
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string SourceName = "SmsPlatform.GraphQL";

    /// <summary>A resolver's field that takes longer gets a span of its own, in milliseconds.</summary>
    private const int SlowResolverMilliseconds = 20;

    private static readonly ActivitySource Source = new(SourceName);
    private static readonly Meter Meter = new(SourceName);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("graphql.request.duration", "ms", "Time of a request.");
    private static readonly Counter<long> FailedRequests = Meter.CreateCounter<long>("graphql.request.errors", "{error}", "Errors in responses.");
    private static readonly Counter<long> Compiled = Meter.CreateCounter<long>("graphql.documents.compiled", "{document}", "Documents not found in the cache.");

    internal static long Start() => Duration.Enabled || FailedRequests.Enabled ? Stopwatch.GetTimestamp() : 0;

    internal static void Stop(long started, int errors)
    {
        if (started != 0)
        {
            Duration.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (errors > 0)
            {
                FailedRequests.Add(errors);
            }
        }
    }

    internal static void CountCompiled() => Compiled.Add(1);

    internal static Activity? StartParse() => Source.StartActivity("graphql parse");

    internal static Activity? StartValidate() => Source.StartActivity("graphql validate");

    internal static Activity? StartExecute(OperationPlan plan)
    {
        var activity = Source.StartActivity("graphql execute");
        if (activity is not null)
        {
            activity.SetTag("graphql.operation.type", plan.OperationKind);
            activity.SetTag("graphql.operation.name", plan.Operation.Name?.Value);
        }

        return activity;
    }

    internal static bool TimesResolvers => Source.HasListeners();

    /// <summary>Tells of a field whose resolvers took long.</summary>
    internal static void ResolverEnded(Selection selection, int parents, long started)
    {
        var elapsed = Stopwatch.GetElapsedTime(started);
        if (elapsed.TotalMilliseconds < SlowResolverMilliseconds)
        {
            return;
        }

        using var activity = Source.StartActivity(
            "graphql resolve",
            ActivityKind.Internal,
            parentContext: Activity.Current?.Context ?? default,
            startTime: DateTimeOffset.UtcNow - elapsed);
        activity?.SetTag("graphql.field", selection.Field.ToString());
        activity?.SetTag("graphql.parents", parents);
    }
}
