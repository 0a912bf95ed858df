using MediatR;
using SmsPlatform.Application.Operations;
using SmsPlatform.Application.Operations.Views;

namespace SmsPlatform.WebApi.GraphQL.Operations;

[QueryType]
public static partial class OperationsQueries
{
    /// <summary>What the platform does now and then by itself. For admins.</summary>
    public static async Task<IReadOnlyList<Job>> GetJobsAsync(IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListJobs(), cancellationToken)).OrThrow();

    /// <summary>The runs of a job, newest first. Of jobs that run every few seconds, those that failed and one a minute. For admins.</summary>
    [UsePaging(MaxPageSize = 100, IncludeTotalCount = true)]
    public static async Task<Connection<JobRun>> GetJobRunsAsync(
        string job, PagingArguments paging, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListJobRuns(job, ListRequests.Of<JobRun>(paging)), cancellationToken)).OrThrow().ToConnection();
}
