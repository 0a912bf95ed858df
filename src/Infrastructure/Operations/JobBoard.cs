using Quartz;
using SmsPlatform.Application.Operations;
using SmsPlatform.Application.Operations.Views;
using SmsPlatform.Domain;
using SmsPlatform.Infrastructure.Scheduling;

namespace SmsPlatform.Infrastructure.Operations;

/// <summary>The registered jobs with what the scheduler's store, which all nodes share, says of them.</summary>
internal sealed class JobBoard(IEnumerable<JobInfo> jobs, ISchedulerFactory schedulers)
{
    public JobInfo? Find(string name) => jobs.FirstOrDefault(job => job.Name == name);

    public async Task<IReadOnlyList<Job>> ListAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var triggers = await scheduler.QueryTriggers(
            new TriggerQuery { Group = GroupMatcher<TriggerKey>.GroupEquals(JobSchedule.Group) }, cancellationToken);
        var running = await scheduler.QueryFireInstances(new FireInstanceQuery(), cancellationToken);
        var runningJobs = running.Items.Select(firing => firing.JobKey).OfType<JobKey>().ToHashSet();
        return
        [
            .. jobs.OrderBy(job => job.Name, StringComparer.Ordinal).Select(job => Show(
                job,
                triggers.Items.FirstOrDefault(trigger => trigger.Key.Equals(JobSchedule.TriggerOf(job))),
                runningJobs.Contains(job.Detail.Key))),
        ];
    }

    /// <summary>Does something with a job, and shows it afterwards.</summary>
    public async Task<Result<Job>> ChangeAsync(string name, Func<JobInfo, Task> change, CancellationToken cancellationToken)
    {
        if (Find(name) is not { } job)
        {
            return OperationsErrors.JobNotFound(name);
        }

        await change(job);
        return (await ListAsync(cancellationToken)).First(each => each.Name == name);
    }

    private static Job Show(JobInfo job, TriggerHeader? trigger, bool isRunning) => new()
    {
        Name = job.Name,
        Description = job.Description,
        IntervalSeconds = job.Interval.TotalSeconds,
        State = trigger switch
        {
            { State: TriggerState.Paused } => JobState.Paused,
            null or { State: TriggerState.Error } => JobState.Broken,
            _ => isRunning ? JobState.Running : JobState.Waiting,
        },
        NextRunAt = trigger is { State: not TriggerState.Paused } ? trigger.NextFireTimeUtc : null,
    };
}
