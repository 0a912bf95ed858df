using System.Collections.Concurrent;
using Quartz;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Operations;

namespace SmsPlatform.Infrastructure.Scheduling;

/// <summary>Notes each run of each job. Of frequent jobs, each run that fails and one a minute: a row every second would drown the others.</summary>
internal sealed class JobRecorder(IEnumerable<JobInfo> jobs, JobRunLog log, TimeProvider clock) : IJobListener
{
    private readonly Dictionary<string, JobInfo> _jobs = jobs.ToDictionary(job => job.Name);
    private readonly ConcurrentDictionary<string, Guid> _running = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _noted = new();

    public async ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (Find(context) is not { IsFrequent: false } job)
        {
            return;
        }

        var id = Guid.CreateVersion7(clock.GetUtcNow());
        _running[context.FireInstanceId] = id;
        await log.BeginAsync(id, job.Name, context.Scheduler.SchedulerInstanceId, IsManual(context, job), clock.GetUtcNow());
    }

    public async ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken)
    {
        if (Find(context) is not { } job)
        {
            return;
        }

        var finishedAt = clock.GetUtcNow();
        var outcome = jobException is null ? JobOutcome.Succeeded
            : context.CancellationToken.IsCancellationRequested ? JobOutcome.Interrupted
            : JobOutcome.Failed;
        if (!_running.TryRemove(context.FireInstanceId, out var id))
        {
            if (outcome == JobOutcome.Succeeded && !IsManual(context, job) && IsNotedAlready(job, finishedAt))
            {
                return;
            }

            id = Guid.CreateVersion7(finishedAt);
            await log.BeginAsync(id, job.Name, context.Scheduler.SchedulerInstanceId, IsManual(context, job), finishedAt - context.JobRunTime);
        }

        await log.EndAsync(id, outcome, finishedAt, context.Result as int?, ErrorOf(jobException));
    }

    private JobInfo? Find(IJobExecutionContext context) =>
        context.JobDetail.Key.Group == JobSchedule.Group ? _jobs.GetValueOrDefault(context.JobDetail.Key.Name) : null;

    // Its own trigger is the schedule; any other one was made by somebody.
    private static bool IsManual(IJobExecutionContext context, JobInfo job) => !context.Trigger.Key.Equals(JobSchedule.TriggerOf(job));

    private bool IsNotedAlready(JobInfo job, DateTimeOffset now)
    {
        var last = _noted.GetValueOrDefault(job.Name);
        if (now - last < JobInfo.NotedInterval && now >= last)
        {
            return true;
        }

        _noted[job.Name] = now;
        return false;
    }

    private static string? ErrorOf(JobExecutionException? exception)
    {
        if (exception is null)
        {
            return null;
        }

        var cause = exception.GetBaseException();
        var text = cause is JobFailedException ? cause.Message : $"{cause.GetType().Name}: {cause.Message}";
        return text.Cut(JobRun.MaxErrorLength);
    }
}
