using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Lists;
using SmsPlatform.Application.Operations.Views;
using SmsPlatform.Domain;

namespace SmsPlatform.Application.Operations;

/// <summary>Every job of the installation.</summary>
[RequiresAdmin]
public sealed record ListJobs : IQuery<IReadOnlyList<Job>>;

/// <summary>A page of a job's runs, newest first. Of jobs that run every few seconds, those that failed and one a minute.</summary>
[RequiresAdmin]
public sealed record ListJobRuns(string Job, ListRequest<JobRun> Request) : IQuery<Page<JobRun>>;

/// <summary>The last run of each job, for those that ever ran.</summary>
[RequiresAdmin]
public sealed record GetLastJobRuns(IReadOnlyCollection<string> Jobs) : IQuery<IReadOnlyDictionary<string, JobRun>>;

/// <summary>Runs a job now, beside its schedule; a paused one too.</summary>
[RequiresAdmin]
public sealed record RunJob(string Name) : ICommand<Job>;

/// <summary>Lets a job's next runs pass, on every node, until it is resumed. One that runs is not interrupted.</summary>
[RequiresAdmin]
public sealed record PauseJob(string Name) : ICommand<Job>;

/// <summary>Ends a job's pause. What it missed meanwhile is not made up for.</summary>
[RequiresAdmin]
public sealed record ResumeJob(string Name) : ICommand<Job>;

/// <summary>Forgets the runs that nobody will ask for any more.</summary>
public sealed record ForgetOldJobRuns : ICommand<int>, ISystemRequest;

public static class OperationsErrors
{
    public static Error JobNotFound(string name) => Error.NotFound("job.not_found", $"There is no job '{name}'.");
}
