using System.Diagnostics;

namespace SmsPlatform.IntegrationTests.GraphQL;

/// <summary>
/// Counts the commands that requests cause at PostgreSQL. Each request carries a trace of its own, so that tests may run in parallel
/// and workers do not count.
/// </summary>
internal sealed class SqlCommands : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly Activity _trace = new Activity("test").SetIdFormat(ActivityIdFormat.W3C);
    private int _count;

    public SqlCommands()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore" or "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId == _trace.TraceId ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = activity =>
            {
                // Opening a connection has no statement; naming the workspace is part of it.
                if (activity.Source.Name == "Npgsql" && activity.TraceId == _trace.TraceId && IsCommand(activity))
                {
                    Interlocked.Increment(ref _count);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>How many commands the requests within <paramref name="work"/> caused.</summary>
    public async Task<int> CountAsync(Func<Task> work)
    {
        _trace.Start();
        await work();
        _trace.Stop();
        return _count;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _trace.Dispose();
    }

    private static bool IsCommand(Activity activity) =>
        (activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")) is string statement
        && !statement.Contains("set_config", StringComparison.Ordinal);
}
