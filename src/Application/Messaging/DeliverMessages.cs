using Microsoft.Extensions.Options;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging;

/// <summary>Claims conversations that have a message to send.</summary>
public sealed record ClaimDueDeliveries(int Limit) : ICommand<IReadOnlyList<DeliveryLease>>, ISystemRequest;

/// <summary>Sends a claimed conversation's due messages, oldest first, until one has to wait.</summary>
public sealed record DeliverMessages(DeliveryLease Lease) : ICommand<Done>, ISystemRequest;

/// <summary>The right to send in a conversation until the lease ends; the fence voids it when somebody else took over.</summary>
public readonly record struct DeliveryLease(ConversationId ConversationId, long Fence, DateTimeOffset Until);

internal sealed class ClaimDueDeliveriesHandler(IOutbox outbox, IOptions<MessagingOptions> options, TimeProvider clock)
    : ICommandHandler<ClaimDueDeliveries, IReadOnlyList<DeliveryLease>>
{
    public async Task<Result<IReadOnlyList<DeliveryLease>>> Handle(ClaimDueDeliveries command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return Result<IReadOnlyList<DeliveryLease>>.Success(
            await outbox.ClaimAsync(command.Limit, now, now + options.Value.LeaseTime, cancellationToken));
    }
}

internal sealed class DeliverMessagesHandler(
    IOutbox outbox,
    SendPacing pacing,
    IEnumerable<IChannel> channels,
    IIntegrationDirectory integrations,
    IStatusCallbacks callbacks,
    IIntegrationMonitor monitor,
    IOptions<MessagingOptions> options,
    TimeProvider clock) : ICommandHandler<DeliverMessages, Done>
{
    public async Task<Result<Done>> Handle(DeliverMessages command, CancellationToken cancellationToken)
    {
        // A provider call must not outlive the lease, so a fresh one is begun only while there is time for it.
        while (!cancellationToken.IsCancellationRequested && clock.GetUtcNow() + options.Value.CallReserve < command.Lease.Until)
        {
            var head = await outbox.ReadHeadAsync(command.Lease, cancellationToken);
            if (head is null || head.DueAt > clock.GetUtcNow())
            {
                break;
            }

            if (!await AdvanceAsync(head, command.Lease, cancellationToken))
            {
                break;
            }
        }

        await outbox.ReleaseAsync(command.Lease, clock.GetUtcNow(), CancellationToken.None);
        return Done.Value;
    }

    /// <summary>Takes the oldest unsent message one step further. False: nothing more can be done in this conversation now.</summary>
    private async Task<bool> AdvanceAsync(Head head, DeliveryLease lease, CancellationToken cancellationToken)
    {
        var integration = await integrations.FindAsync(head.IntegrationId, cancellationToken);
        var now = clock.GetUtcNow();
        switch (DeliveryGate.Decide(head, integration, now))
        {
            case GateVerdict.Close close:
                if (!await outbox.CloseAsync(head, lease, close.Status, close.Error, now, cancellationToken))
                {
                    return false;
                }

                if (integration is not null)
                {
                    await pacing.LeaveAsync(head, integration, Pace(head, integration), cancellationToken);
                }

                return true;

            case GateVerdict.Hold:
                await outbox.PostponeAsync(head, lease, now + RetryPolicy.HoldTime, head.Tickets, cancellationToken);
                return false;

            case GateVerdict.Doubt:
                await outbox.MarkUnconfirmedAsync(head, lease, now + options.Value.LookUpDelay, now, cancellationToken);
                return false;

            case GateVerdict.LookUp:
                return await LookUpAsync(head, integration!, lease, cancellationToken);

            default:
                return await SendAsync(head, integration!, lease, cancellationToken);
        }
    }

    private async Task<bool> SendAsync(Head head, ConnectedIntegration integration, DeliveryLease lease, CancellationToken cancellationToken)
    {
        var message = Outbound(head, integration);
        var pace = Pace(head, integration);
        if (!await pacing.TakeTurnAsync(head, lease, integration, pace, cancellationToken))
        {
            return false;
        }

        // Refused when the lease is void, or when consent was withdrawn since the head was read.
        var attempt = await outbox.BeginAttemptAsync(head, lease, clock.GetUtcNow(), cancellationToken);
        if (attempt is null)
        {
            await pacing.FinishAsync(head, integration, pace, outcome: null);
            return false;
        }

        // From here on the outcome must be recorded, even while the host stops.
        var outcome = await Adapter(integration).SendAsync(message with { SendBy = lease.Until }, integration.Connection, CancellationToken.None);
        var now = clock.GetUtcNow();
        var step = NextStep.After(outcome, attempt.Value, head, now, options.Value.LookUpDelay, Random.Shared.NextDouble());
        await outbox.RecordAsync(head, lease, attempt.Value, outcome, step, now, CancellationToken.None);
        await pacing.FinishAsync(head, integration, pace, outcome);
        if (outcome.Kind == AttemptOutcome.Misconfigured)
        {
            integrations.Invalidate();
        }

        Count(outcome.Kind, step, integration);

        return step.Status.IsFinal();
    }

    private void Count(AttemptOutcome outcome, NextStep step, ConnectedIntegration integration)
    {
        if (outcome == AttemptOutcome.Accepted)
        {
            monitor.Sent(integration.Id);
        }
        else if (outcome == AttemptOutcome.Misconfigured || step.Status == MessageStatus.Failed)
        {
            monitor.SendFailed(integration.Id);
        }
    }

    private async Task<bool> LookUpAsync(
        Head head, ConnectedIntegration integration, DeliveryLease lease, CancellationToken cancellationToken)
    {
        var attemptedAt = head.AttemptedAt ?? head.CreatedAt;
        var found = await Adapter(integration).LookUpAsync(
            Outbound(head, integration), attemptedAt, integration.Connection, cancellationToken);
        var now = clock.GetUtcNow();
        var doubt = now - attemptedAt;
        return await outbox.RecordLookUpAsync(
            head,
            lease,
            found,
            now,
            now + RetryPolicy.LookUpDelay(options.Value.LookUpDelay, doubt),
            giveUp: doubt > RetryPolicy.LookUpPatience,
            cancellationToken);
    }

    private SendPace Pace(Head head, ConnectedIntegration integration) =>
        Adapter(integration).PaceOf(Outbound(head, integration), integration.Connection);

    private IChannel Adapter(ConnectedIntegration integration) =>
        channels.First(candidate => candidate.Kind == integration.Channel);

    private OutboundMessage Outbound(Head head, ConnectedIntegration integration) => new(
        head.Id,
        head.From,
        head.To,
        head.Body,
        head.MediaUrls,
        callbacks.UrlFor(integration, head.Id),
        head.ExpiresAt - clock.GetUtcNow());
}
