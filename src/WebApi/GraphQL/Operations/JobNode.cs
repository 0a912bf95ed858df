using MediatR;
using SmsPlatform.Application.Operations;
using SmsPlatform.Application.Operations.Views;

namespace SmsPlatform.WebApi.GraphQL.Operations;

/// <summary>A piece of work that the platform does now and then by itself, on whichever node is free.</summary>
[ObjectType<Job>]
public static partial class JobNode
{
    /// <summary>Its last run; null when it never ran.</summary>
    public static Task<JobRun?> GetLastRunAsync([Parent] Job job, LastRunByJobLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(job.Name, cancellationToken);
}

/// <summary>The last run of each job.</summary>
public sealed class LastRunByJobLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : BatchDataLoader<string, JobRun>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<string, JobRun>> LoadBatchAsync(
        IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetLastJobRuns(keys), cancellationToken)).OrThrow();
}
