using Npgsql;
using Quartz;
using SmsPlatform.Application;
using SmsPlatform.Application.Lists;
using SmsPlatform.Application.Operations;
using SmsPlatform.Application.Operations.Views;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Operations;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Lists;
using SmsPlatform.Infrastructure.Scheduling;
using JobRun = SmsPlatform.Application.Operations.Views.JobRun;

namespace SmsPlatform.Infrastructure.Operations;

internal sealed class ListJobsHandler(JobBoard board) : IQueryHandler<ListJobs, IReadOnlyList<Job>>
{
    public async Task<Result<IReadOnlyList<Job>>> Handle(ListJobs query, CancellationToken cancellationToken) =>
        Result<IReadOnlyList<Job>>.Success(await board.ListAsync(cancellationToken));
}

internal sealed class ListJobRunsHandler(JobBoard board, ListReader lists) : IQueryHandler<ListJobRuns, Page<JobRun>>
{
    public async Task<Result<Page<JobRun>>> Handle(ListJobRuns query, CancellationToken cancellationToken) =>
        board.Find(query.Job) is null
            ? OperationsErrors.JobNotFound(query.Job)
            : await lists.ReadAsync(OperationsTables.JobRuns, query.Request, cancellationToken, new SqlScope("r.job", query.Job));
}

internal sealed class GetLastJobRunsHandler(NpgsqlDataSource database) : IQueryHandler<GetLastJobRuns, IReadOnlyDictionary<string, JobRun>>
{
    public async Task<Result<IReadOnlyDictionary<string, JobRun>>> Handle(GetLastJobRuns query, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT r.id, r.job, r.node, r.is_manual, r.outcome, r.started_at, r.finished_at, r.count, r.error
            FROM unnest($1) AS j (name)
            CROSS JOIN LATERAL (SELECT * FROM operations.job_runs WHERE job = j.name ORDER BY id DESC LIMIT 1) AS r
            """);
        command.Add(query.Jobs.ToArray());
        var runs = await command.ReadAllAsync(
            row => new JobRun
            {
                Id = row.GetGuid(0),
                Job = row.GetString(1),
                Node = row.GetString(2),
                IsManual = row.GetBoolean(3),
                Outcome = EnumText<JobOutcome>.Value(row.GetString(4)),
                StartedAt = row.GetFieldValue<DateTimeOffset>(5),
                FinishedAt = row.IsDBNull(6) ? null : row.GetFieldValue<DateTimeOffset>(6),
                Count = row.IsDBNull(7) ? null : row.GetInt32(7),
                Error = row.IsDBNull(8) ? null : row.GetString(8),
            },
            cancellationToken);
        return runs.ToDictionary(run => run.Job);
    }
}

internal sealed class RunJobHandler(JobBoard board, ISchedulerFactory schedulers) : ICommandHandler<RunJob, Job>
{
    public Task<Result<Job>> Handle(RunJob command, CancellationToken cancellationToken) => board.ChangeAsync(
        command.Name,
        async job => await (await schedulers.GetScheduler(cancellationToken)).TriggerJob(job.Detail.Key, null, cancellationToken),
        cancellationToken);
}

internal sealed class PauseJobHandler(JobBoard board, ISchedulerFactory schedulers) : ICommandHandler<PauseJob, Job>
{
    public Task<Result<Job>> Handle(PauseJob command, CancellationToken cancellationToken) => board.ChangeAsync(
        command.Name,
        async job => await (await schedulers.GetScheduler(cancellationToken)).PauseJob(job.Detail.Key, cancellationToken),
        cancellationToken);
}

internal sealed class ResumeJobHandler(JobBoard board, ISchedulerFactory schedulers) : ICommandHandler<ResumeJob, Job>
{
    public Task<Result<Job>> Handle(ResumeJob command, CancellationToken cancellationToken) => board.ChangeAsync(
        command.Name,
        async job => await (await schedulers.GetScheduler(cancellationToken)).ResumeJob(job.Detail.Key, cancellationToken),
        cancellationToken);
}

internal sealed class ForgetOldJobRunsHandler(NpgsqlDataSource database, TimeProvider clock) : ICommandHandler<ForgetOldJobRuns, int>
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    public async Task<Result<int>> Handle(ForgetOldJobRuns command, CancellationToken cancellationToken)
    {
        await using var delete = database.CreateCommand("DELETE FROM operations.job_runs WHERE started_at < $1");
        delete.Add(clock.GetUtcNow() - Retention);
        return await delete.ExecuteNonQueryAsync(cancellationToken);
    }
}
