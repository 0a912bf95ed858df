using SmsPlatform.Domain.Operations;

namespace SmsPlatform.Application.Operations.Views;

/// <summary>A piece of work that the platform does now and then by itself, on whichever node is free.</summary>
public sealed class Job
{
    /// <summary>Stable, such as <c>catch-up</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it does, in a sentence.</summary>
    public string Description { get; init; } = "";

    /// <summary>Seconds from one run to the next.</summary>
    public double IntervalSeconds { get; init; }

    public JobState State { get; init; }

    /// <summary>Null while it is paused.</summary>
    public DateTimeOffset? NextRunAt { get; init; }
}

public enum JobState
{
    Waiting,
    Running,
    Paused,

    /// <summary>It cannot be started: this node does not know it.</summary>
    Broken,
}

/// <summary>One run of a job.</summary>
public sealed class JobRun
{
    public Guid Id { get; init; }

    public string Job { get; init; } = "";

    /// <summary>The node it ran on.</summary>
    public string Node { get; init; } = "";

    /// <summary>Somebody asked for it; it was not its time.</summary>
    public bool IsManual { get; init; }

    public JobOutcome Outcome { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How many things it did, for jobs that count.</summary>
    public int? Count { get; init; }

    public string? Error { get; init; }
}
