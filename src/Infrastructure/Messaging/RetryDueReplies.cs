using Quartz;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>Wakes the delivery of messages whose next attempt has come due. Clustered: one node of many runs it at a time.</summary>
/// <remarks>It only wakes. What is due, how often it was tried and who may send it stands in the rows.</remarks>
[DisallowConcurrentExecution]
internal sealed class RetryDueReplies(WorkSignal work) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        work.DeliveriesMayBeDue();
        return ValueTask.CompletedTask;
    }
}
