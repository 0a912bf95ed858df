using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Infrastructure.Leases;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>Answers due conversations, several at a time.</summary>
internal sealed class AnswerWorker(IServiceScopeFactory scopes, WorkSignal work, TimeProvider clock, ILogger<AnswerWorker> logger)
    : LeaseWorker<AnswerLease>(scopes, clock, logger)
{
    // Quiet windows end without anybody saying so; this bounds how late an answer starts.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    protected override Task WaitAsync(CancellationToken cancellationToken) => work.WaitForAnswersAsync(Pause, cancellationToken);

    protected override async Task<IReadOnlyList<AnswerLease>> ClaimAsync(IMediator mediator, int limit, CancellationToken cancellationToken) =>
        (await mediator.Send(new ClaimDueAnswers(limit), cancellationToken)).Value;

    protected override Task WorkAsync(IMediator mediator, AnswerLease lease, CancellationToken cancellationToken) =>
        mediator.Send(new AnswerConversation(lease), cancellationToken);
}
