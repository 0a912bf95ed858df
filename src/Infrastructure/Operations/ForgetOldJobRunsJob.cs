using MediatR;
using Quartz;
using SmsPlatform.Application.Operations;
using SmsPlatform.Infrastructure.Scheduling;

namespace SmsPlatform.Infrastructure.Operations;

/// <summary>Runs <see cref="ForgetOldJobRuns"/> on one node now and then.</summary>
[DisallowConcurrentExecution]
internal sealed class ForgetOldJobRunsJob(IMediator mediator) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        context.SendAsync(mediator, new ForgetOldJobRuns(), cancellationToken);
}
