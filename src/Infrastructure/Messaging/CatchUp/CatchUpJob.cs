using MediatR;
using Quartz;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Infrastructure.Scheduling;

namespace SmsPlatform.Infrastructure.Messaging.CatchUp;

/// <summary>Runs <see cref="CatchUpMessages"/> on one node, every few minutes and when a node starts: it may have been down.</summary>
[DisallowConcurrentExecution]
internal sealed class CatchUpJob(IMediator mediator) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        context.SendAsync(mediator, new CatchUpMessages(), cancellationToken);
}
