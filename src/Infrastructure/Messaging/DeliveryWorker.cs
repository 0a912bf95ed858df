using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Infrastructure.Leases;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>Sends what was queued just now. What has to wait is woken by <see cref="RetryDueReplies"/>.</summary>
internal sealed class DeliveryWorker(IServiceScopeFactory scopes, WorkSignal work, TimeProvider clock, ILogger<DeliveryWorker> logger)
    : LeaseWorker<DeliveryLease>(scopes, clock, logger)
{
    // Long: every queued message raises the signal, and Quartz wakes what comes due later.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override Task WaitAsync(CancellationToken cancellationToken) => work.WaitForDeliveriesAsync(Pause, cancellationToken);

    protected override async Task<IReadOnlyList<DeliveryLease>> ClaimAsync(IMediator mediator, int limit, CancellationToken cancellationToken) =>
        (await mediator.Send(new ClaimDueDeliveries(limit), cancellationToken)).Value;

    protected override Task WorkAsync(IMediator mediator, DeliveryLease lease, CancellationToken cancellationToken) =>
        mediator.Send(new DeliverMessages(lease), cancellationToken);
}
