using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using SmsPlatform.Application.Lists;
using SmsPlatform.Application.Operations;
using SmsPlatform.Application.Operations.Views;
using SmsPlatform.Domain;
using SmsPlatform.WebApi.OpenApi;

namespace SmsPlatform.WebApi.Operations;

/// <summary>What the platform does now and then by itself, for admins.</summary>
internal static class JobEndpoints
{
    private const string JobExample = """
        {
          "name": "catch-up", "description": "Asks the providers for messages whose webhook never came.", "intervalSeconds": 300,
          "state": "waiting", "nextRunAt": "2026-03-01T12:05:00Z",
          "lastRun": {
            "node": "web-1", "isManual": false, "outcome": "succeeded", "startedAt": "2026-03-01T12:00:00Z",
            "finishedAt": "2026-03-01T12:00:00.4Z", "durationSeconds": 0.4, "count": 0, "error": null
          }
        }
        """;

    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/api/admin/jobs").WithTags("Administration").RequireAuthorization();
        jobs.MapGet("", ListAsync).WithSummary("Lists the jobs with their last run.");
        jobs.MapGet("/{slug}/runs", ListRunsAsync).WithSummary("Lists a job's runs, newest first.");
        jobs.MapPost("/{slug}/run", RunAsync).WithSummary("Runs a job now.");
        jobs.MapPost("/{slug}/pause", PauseAsync).WithSummary("Lets a job's next runs pass until it is resumed.");
        jobs.MapPost("/{slug}/resume", ResumeAsync).WithSummary("Ends a job's pause.");
    }

    private static async Task<Results<Ok<JobListResponse>, ProblemHttpResult>> ListAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        var jobs = await mediator.Send(new ListJobs(), cancellationToken);
        if (jobs.IsFailure)
        {
            return jobs.Error.ToProblem();
        }

        var runs = await mediator.Send(new GetLastJobRuns([.. jobs.Value.Select(job => job.Name)]), cancellationToken);
        return runs.Match<Results<Ok<JobListResponse>, ProblemHttpResult>>(
            last => TypedResults.Ok(new JobListResponse([.. jobs.Value.Select(job => JobResponse.Of(job, last.GetValueOrDefault(job.Name)))])),
            error => error.ToProblem());
    }

    private static async Task<Results<Ok<PageResponse<JobRunResponse>>, ProblemHttpResult>> ListRunsAsync(
        string slug, IMediator mediator, CancellationToken cancellationToken, string? limit = null, string? after = null)
    {
        var page = Paging.Parse(limit, after);
        if (page.IsFailure)
        {
            return page.Error.ToProblem();
        }

        var runs = await mediator.Send(new ListJobRuns(slug, new ListRequest<JobRun>(page.Value)), cancellationToken);
        return runs.Match<Results<Ok<PageResponse<JobRunResponse>>, ProblemHttpResult>>(
            found => TypedResults.Ok(found.To(JobRunResponse.Of)),
            error => error.ToProblem());
    }

    [Example(JobExample, 200)]
    private static Task<Results<Ok<JobResponse>, ProblemHttpResult>> RunAsync(
        string slug, IMediator mediator, CancellationToken cancellationToken) =>
        SendAsync(mediator, new RunJob(slug), cancellationToken);

    private static Task<Results<Ok<JobResponse>, ProblemHttpResult>> PauseAsync(
        string slug, IMediator mediator, CancellationToken cancellationToken) =>
        SendAsync(mediator, new PauseJob(slug), cancellationToken);

    private static Task<Results<Ok<JobResponse>, ProblemHttpResult>> ResumeAsync(
        string slug, IMediator mediator, CancellationToken cancellationToken) =>
        SendAsync(mediator, new ResumeJob(slug), cancellationToken);

    private static async Task<Results<Ok<JobResponse>, ProblemHttpResult>> SendAsync(
        IMediator mediator, IRequest<Result<Job>> command, CancellationToken cancellationToken)
    {
        var changed = await mediator.Send(command, cancellationToken);
        if (changed.IsFailure)
        {
            return changed.Error.ToProblem();
        }

        var runs = await mediator.Send(new GetLastJobRuns([changed.Value.Name]), cancellationToken);
        return runs.Match<Results<Ok<JobResponse>, ProblemHttpResult>>(
            last => TypedResults.Ok(JobResponse.Of(changed.Value, last.GetValueOrDefault(changed.Value.Name))),
            error => error.ToProblem());
    }

    internal sealed record JobListResponse(IReadOnlyList<JobResponse> Jobs);

    /// <param name="State"><c>waiting</c>, <c>running</c>, <c>paused</c> or <c>broken</c>.</param>
    internal sealed record JobResponse(
        string Name, string Description, double IntervalSeconds, string State, DateTimeOffset? NextRunAt, JobRunResponse? LastRun)
    {
        public static JobResponse Of(Job job, JobRun? lastRun) => new(
            job.Name,
            job.Description,
            job.IntervalSeconds,
            job.State.ToString().ToLowerInvariant(),
            job.NextRunAt,
            lastRun is null ? null : JobRunResponse.Of(lastRun));
    }

    /// <param name="Outcome"><c>running</c>, <c>succeeded</c>, <c>failed</c> or <c>interrupted</c>.</param>
    /// <param name="Count">How many things it did, for jobs that count.</param>
    internal sealed record JobRunResponse(
        string Node,
        bool IsManual,
        string Outcome,
        DateTimeOffset StartedAt,
        DateTimeOffset? FinishedAt,
        double? DurationSeconds,
        int? Count,
        string? Error)
    {
        public static JobRunResponse Of(JobRun run) => new(
            run.Node,
            run.IsManual,
            run.Outcome.ToString().ToLowerInvariant(),
            run.StartedAt,
            run.FinishedAt,
            (run.FinishedAt - run.StartedAt)?.TotalSeconds,
            run.Count,
            run.Error);
    }
}
