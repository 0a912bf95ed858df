using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging;

/// <summary>Keeps a conversation's messages to the rate of their sender.</summary>
internal sealed class SendPacing(ISendLimits limits, IOutbox outbox, TimeProvider clock)
{
    /// <summary>Takes the message's tokens; false when it has to wait for them, and then it is due when its turn comes.</summary>
    public async Task<bool> TakeTurnAsync(
        Head head, DeliveryLease lease, ConnectedIntegration integration, SendPace pace, CancellationToken cancellationToken)
    {
        var turn = await limits.TakeAsync(
            integration.WorkspaceId, pace, head.Tokens, head.Tickets, clock.GetUtcNow(), lease.Until, cancellationToken);
        if (!turn.IsGranted)
        {
            // Not later than its expiry, so that a message nobody will send any more is closed in time.
            var dueAt = head.ExpiresAt < turn.At ? head.ExpiresAt.Value : turn.At;
            await outbox.PostponeAsync(head, lease, dueAt, turn.Tickets, cancellationToken);
        }

        return turn.IsGranted;
    }

    /// <summary>The turn is over; the sender goes on as the provider's answer calls for. Null: nobody was called.</summary>
    public async Task FinishAsync(Head head, ConnectedIntegration integration, SendPace pace, SendOutcome? outcome)
    {
        var now = clock.GetUtcNow();
        await limits.SettleAsync(integration.WorkspaceId, pace, head.Tokens, now, CancellationToken.None);
        if (outcome is { Throttled: not Throttled.No })
        {
            await limits.CloseAsync(
                integration.WorkspaceId, pace, outcome.Throttled, now + (outcome.RetryAfter ?? RetryPolicy.SilenceWhenThrottled), CancellationToken.None);
        }
    }

    /// <summary>Gives up the place of a message that will not be sent.</summary>
    public Task LeaveAsync(Head head, ConnectedIntegration integration, SendPace pace, CancellationToken cancellationToken) =>
        head.Tickets == default
            ? Task.CompletedTask
            : limits.ReturnAsync(integration.WorkspaceId, pace, head.Tokens, head.Tickets, cancellationToken);
}
