using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace SmsPlatform.Infrastructure.Scheduling;

/// <summary>Keeps the stored jobs in step with those that are registered.</summary>
/// <remarks>
/// What is stored stays as it is while it is right: a restart neither fires a job anew nor ends its pause. A run that was missed,
/// by a stop or a jump of the clock, is made up for by the next one, so nothing fires twice; and where the clock was put back, so
/// that the next run seems far away, it is scheduled anew.
/// </remarks>
internal sealed partial class JobSchedule(
    IEnumerable<JobInfo> jobs, ISchedulerFactory schedulers, TimeProvider clock, ILogger<JobSchedule> logger) : BackgroundService
{
    public const string Group = "platform";

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Watch = TimeSpan.FromMinutes(1);

    public static TriggerKey TriggerOf(JobInfo job) => new(job.Name, Group);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var job in jobs)
        {
            await scheduler.AddJob(job.Detail, AddJobOptions.Replacing, cancellationToken);
            await KeepAsync(scheduler, job, cancellationToken);
            if (job.RunsAtStart)
            {
                await scheduler.TriggerJob(job.Detail.Key, null, cancellationToken);
            }
        }

        await ForgetUnknownAsync(scheduler, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Watch);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await KeepAllAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    internal async Task KeepAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            var scheduler = await schedulers.GetScheduler(cancellationToken);
            foreach (var job in jobs)
            {
                await KeepAsync(scheduler, job, cancellationToken);
            }
        }
        catch (SchedulerException exception)
        {
            // The database is away; the next look is in a minute.
            LogUnavailable(exception.Message);
        }
    }

    /// <summary>Schedules the job where it is not, or not rightly. A paused one stays paused.</summary>
    private async Task KeepAsync(IScheduler scheduler, JobInfo job, CancellationToken cancellationToken)
    {
        var stored = await scheduler.GetTrigger(TriggerOf(job), cancellationToken);
        if (stored is ISimpleTrigger simple && simple.RepeatInterval == job.Interval && !IsTooFar(simple, job))
        {
            return;
        }

        var now = clock.GetUtcNow();
        var trigger = TriggerBuilder.Create()
            .WithIdentity(TriggerOf(job))
            .ForJob(job.Detail.Key)
            .StartAt(now + (job.Interval < FirstDelay ? job.Interval : FirstDelay))
            .WithSimpleSchedule(schedule => schedule
                .WithInterval(job.Interval)
                .RepeatForever()
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithExistingCount))
            .Build();
        if (stored is null)
        {
            // Another node may be faster.
            await scheduler.ScheduleTrigger(trigger, TriggerConflict.Keep, cancellationToken);
            return;
        }

        var isPaused = await scheduler.GetTriggerState(TriggerOf(job), cancellationToken) == TriggerState.Paused;
        await scheduler.ScheduleJob(trigger, new ScheduleJobOptions { Replace = true, Paused = isPaused }, cancellationToken);
        LogScheduledAnew(job.Name);
    }

    private bool IsTooFar(ISimpleTrigger trigger, JobInfo job) =>
        trigger.NextFireTimeUtc is { } next && next - clock.GetUtcNow() > (2 * job.Interval) + FirstDelay;

    private async Task ForgetUnknownAsync(IScheduler scheduler, CancellationToken cancellationToken)
    {
        var known = jobs.Select(job => job.Detail.Key).ToHashSet();
        var stored = await scheduler.QueryJobs(new JobQuery(), cancellationToken);
        foreach (var header in stored.Items.Where(header => !known.Contains(header.Key)))
        {
            await scheduler.DeleteJob(header.Key, cancellationToken);
            LogForgotten(header.Key.Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {Job} is scheduled anew.")]
    private partial void LogScheduledAnew(string job);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {Job} is no more; its schedule is removed.")]
    private partial void LogForgotten(string job);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The schedule of the jobs could not be looked at: {Reason}")]
    private partial void LogUnavailable(string reason);
}
