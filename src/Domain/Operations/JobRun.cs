namespace SmsPlatform.Domain.Operations;

/// <summary>One run of a job, on one node.</summary>
public sealed class JobRun
{
    public const int MaxErrorLength = 500;

    private JobRun(Guid id, string job, string node, bool isManual, JobOutcome outcome, DateTimeOffset startedAt)
    {
        Id = id;
        Job = job;
        Node = node;
        IsManual = isManual;
        Outcome = outcome;
        StartedAt = startedAt;
    }

    /// <summary>Version 7, so runs sort by their beginning.</summary>
    public Guid Id { get; }

    public string Job { get; }

    public string Node { get; }

    /// <summary>Somebody asked for it; it was not its time.</summary>
    public bool IsManual { get; }

    public JobOutcome Outcome { get; private set; }

    public DateTimeOffset StartedAt { get; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>How many things it did, for jobs that count.</summary>
    public int? Count { get; private set; }

    public string? Error { get; private set; }
}

public enum JobOutcome
{
    /// <summary>It runs, or its node was killed in the middle of it.</summary>
    Running,

    Succeeded,

    Failed,

    /// <summary>Its node stopped.</summary>
    Interrupted,
}
