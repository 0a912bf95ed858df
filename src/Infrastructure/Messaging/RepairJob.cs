using MediatR;
using Quartz;
using SmsPlatform.Application.Messaging;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>Runs <see cref="RepairWorkMarks"/> on one node now and then.</summary>
[DisallowConcurrentExecution]
internal sealed class RepairJob(IMediator mediator) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await mediator.Send(new RepairWorkMarks(), cancellationToken);
}
