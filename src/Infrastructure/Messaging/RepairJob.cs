using MediatR;
using Quartz;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Infrastructure.Scheduling;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>Runs <see cref="RepairWorkMarks"/> on one node now and then.</summary>
[DisallowConcurrentExecution]
internal sealed class RepairJob(IMediator mediator) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        context.SendAsync(mediator, new RepairWorkMarks(), cancellationToken);
}
