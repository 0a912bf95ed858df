using Quartz;

namespace SmsPlatform.Infrastructure.Scheduling;

/// <summary>A job as it is registered.</summary>
/// <param name="Name">Stable: it names the job in the store, to admins and in its runs.</param>
/// <param name="Description">What it does, in a sentence for admins.</param>
internal sealed record JobInfo(string Name, TimeSpan Interval, string Description)
{
    /// <summary>Below this, one run a minute is noted, and each that fails.</summary>
    public static readonly TimeSpan NotedInterval = TimeSpan.FromMinutes(1);

    /// <summary>As it is stored.</summary>
    public required IJobDetail Detail { get; init; }

    /// <summary>It also runs when a node has started.</summary>
    public bool RunsAtStart { get; init; }

    public bool IsFrequent => Interval < NotedInterval;
}
