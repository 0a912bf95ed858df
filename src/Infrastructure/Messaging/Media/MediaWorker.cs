using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmsPlatform.Application.Messaging.Media;
using SmsPlatform.Infrastructure.Leases;

namespace SmsPlatform.Infrastructure.Messaging.Media;

/// <summary>Fetches due attachments, a few at a time: each may be held in memory whole.</summary>
internal sealed class MediaWorker(IServiceScopeFactory scopes, TimeProvider clock, ILogger<MediaWorker> logger)
    : LeaseWorker<MediumLease>(scopes, clock, logger, parallel: 4)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override Task WaitAsync(CancellationToken cancellationToken) => Task.Delay(Pause, cancellationToken);

    protected override async Task<IReadOnlyList<MediumLease>> ClaimAsync(IMediator mediator, int limit, CancellationToken cancellationToken) =>
        (await mediator.Send(new ClaimDueMedia(limit), cancellationToken)).Value;

    protected override Task WorkAsync(IMediator mediator, MediumLease lease, CancellationToken cancellationToken) =>
        mediator.Send(new FetchMedium(lease), cancellationToken);
}
