using SmsPlatform.Sandbox.Failures;
using SmsPlatform.Sandbox.Network;

namespace SmsPlatform.Sandbox.Delivery;

/// <summary>Takes an accepted message to the phone, step by step, and posts its status callbacks.</summary>
internal sealed class Carrier(
    SmsNetwork network,
    FailureScript failures,
    StatusCallbacks callbacks,
    BackgroundWork background,
    SandboxOptions options)
{
    /// <summary>Sends it on its way without waiting.</summary>
    public void Start(SandboxMessage message, SendFailure? fault) => Prepare(message, fault)();

    /// <summary>Holds it ready: nobody who waits for quiet misses it between its acceptance and its start.</summary>
    public Action Prepare(SandboxMessage message, SendFailure? fault) => background.Prepare(ct => DeliverAsync(message, fault, ct));

    /// <summary>The whole way. Later callbacks may still be under way when it ends, if a failure delays them.</summary>
    public async Task DeliverAsync(SandboxMessage message, SendFailure? fault, CancellationToken cancellationToken)
    {
        if (message.SendAt is { } at && at > network.Now)
        {
            await Task.Delay(at - network.Now, options.Clock, cancellationToken);
        }

        if (failures.RateLimit is { Mode: "queue" } rate)
        {
            var wait = network.TakeSlot(message.From, rate.PerSecond, onlyIfFree: false);
            await Task.Delay(wait, options.Clock, cancellationToken);
        }

        if (message.Status == "canceled")
        {
            return;
        }

        var keptBack = failures.NextReverse(message.To, message.Body) ? new Stack<string>() : null;
        foreach (var status in Steps(message, fault))
        {
            await Task.Delay(options.StepDelay, options.Clock, cancellationToken);
            if (status is "undelivered" or "failed")
            {
                var code = fault!.Code;
                network.Advance(message, status, code, Rest.DeliveryErrors.TextOf(code));
            }
            else
            {
                network.Advance(message, status);
            }

            if (keptBack is null)
            {
                await callbacks.PostAsync(message, status, cancellationToken);
            }
            else
            {
                keptBack.Push(status);
            }
        }

        while (keptBack?.TryPop(out var status) == true)
        {
            await callbacks.PostAsync(message, status, cancellationToken);
        }
    }

    // There is no callback for the status a message begins with.
    private static IEnumerable<string> Steps(SandboxMessage message, SendFailure? fault)
    {
        if (message.Status is "accepted" or "scheduled")
        {
            yield return "queued";
        }

        yield return "sending";
        if (fault?.Fault != SendFault.Undeliverable)
        {
            yield return "sent";
            yield return "delivered";
            yield break;
        }

        if (fault.FinalStatus == "undelivered")
        {
            yield return "sent";
        }

        yield return fault.FinalStatus;
    }
}
