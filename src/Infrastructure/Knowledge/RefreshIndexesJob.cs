using MediatR;
using Quartz;
using SmsPlatform.Application.Knowledge;

namespace SmsPlatform.Infrastructure.Knowledge;

/// <summary>Runs <see cref="RefreshIndexes"/> on one node now and then.</summary>
[DisallowConcurrentExecution]
internal sealed class RefreshIndexesJob(IMediator mediator) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await mediator.Send(new RefreshIndexes(), cancellationToken);
}
