using System.Globalization;
using SmsPlatform.Sandbox.Delivery;
using SmsPlatform.Sandbox.Failures;
using SmsPlatform.Sandbox.Network;

namespace SmsPlatform.Sandbox.Rest;

/// <summary><c>POST Messages.json</c>, with the failure that the script holds for it.</summary>
internal sealed class SendEndpoint(
    Outbox outbox, Carrier carrier, Journal journal, FailureScript failures, BackgroundWork background, Changes changes, SandboxOptions options)
{
    public async Task<IResult> HandleAsync(HttpContext context)
    {
        var account = TwilioAuthentication.AccountOf(context);
        if (!context.Request.HasFormContentType)
        {
            return TwilioErrors.ToMissing.ToResult();
        }

        var request = new SendRequest(await context.Request.ReadFormAsync(context.RequestAborted));
        var fault = failures.NextSend(request.To, request.Body);

        // Nobody may be left to wait for it, so it is under way from before anybody can see it until it is on its own way.
        return fault?.Fault == SendFault.AcceptLate
            ? await background.CountAsync(() => SendAsync(account, request, fault, context))
            : await SendAsync(account, request, fault, context);
    }

    private async Task<IResult> SendAsync(Account account, SendRequest request, SendFailure? fault, HttpContext context)
    {
        var attempt = journal.Add(number => new SendAttempt
        {
            Number = number,
            At = options.Clock.GetUtcNow(),
            AccountSid = account.Sid,
            To = request.To,
            From = request.From,
            MessagingServiceSid = request.MessagingServiceSid,
            Body = request.Body,
            MediaUrls = request.MediaUrls,
            StatusCallback = request.StatusCallback,
            Fault = fault is null ? null : char.ToLowerInvariant(fault.Fault.ToString()[0]) + fault.Fault.ToString()[1..],
        });

        if (await FailBeforeAsync(fault, attempt, context) is { } failed)
        {
            return failed;
        }

        var (message, error, retryAfter) = outbox.Accept(account, request);
        if (message is null)
        {
            if (retryAfter is { } wait)
            {
                context.Response.Headers.RetryAfter = Seconds(wait.TotalSeconds);
            }

            return Answer(attempt, error!);
        }

        changes.Pulse(() =>
        {
            attempt.MessageSid = message.Sid;
            attempt.AcceptedAt = message.CreatedAt;
        });
        return await FinishAsync(fault, attempt, message, context);
    }

    private async Task<IResult?> FailBeforeAsync(SendFailure? failure, SendAttempt attempt, HttpContext context)
    {
        switch (failure?.Fault)
        {
            case SendFault.Throttle:
                if (failure.RetryAfter is { } seconds)
                {
                    context.Response.Headers.RetryAfter = Seconds(seconds);
                }

                return Answer(attempt, TwilioErrors.TooManyRequests);
            case SendFault.ServerError:
                return Answer(attempt, TwilioErrors.Internal(failure.Status));
            case SendFault.Refuse:
                return Answer(attempt, TwilioErrors.Scripted(failure.Code));
            case SendFault.DropBeforeAccepting:
                context.Abort();
                return Results.Empty;
            case SendFault.TimeoutBeforeAccepting:
                await HangAsync(failure, context);
                return Results.Empty;
            case SendFault.Delay:
                await Task.Delay(TimeSpan.FromSeconds(failure.Seconds), options.Clock, context.RequestAborted);
                return null;
            case SendFault.AcceptLate:
                await Task.Delay(TimeSpan.FromSeconds(failure.Seconds), options.Clock, CancellationToken.None);
                return null;
            default:
                return null;
        }
    }

    private async Task<IResult> FinishAsync(SendFailure? failure, SendAttempt attempt, SandboxMessage message, HttpContext context)
    {
        // Taken now: when the answer is written, the message may have moved on.
        var accepted = TwilioJson.Of(message);
        switch (failure?.Fault)
        {
            case SendFault.DropAfterAccepting:
                context.Abort();
                carrier.Start(message, failure);
                return Results.Empty;
            case SendFault.TimeoutAfterAccepting:
                carrier.Start(message, failure);
                await HangAsync(failure, context);
                return Results.Empty;
            case SendFault.ServerErrorAfterAccepting:
                StartWhenAnswered(message, failure, context);
                return Answer(attempt, TwilioErrors.Internal(failure.Status));
            case SendFault.AcceptLate:
                // Nobody may be left to be answered, so its way must not wait for that.
                carrier.Start(message, failure);
                break;
            case SendFault.AnswerLate:
                carrier.Start(message, failure);
                await Task.Delay(TimeSpan.FromSeconds(failure.Seconds), options.Clock, context.RequestAborted);
                break;
            case SendFault.AnswerAfterCallbacks:
                await carrier.DeliverAsync(message, failure, context.RequestAborted);
                break;
            default:
                StartWhenAnswered(message, failure, context);
                break;
        }

        changes.Pulse(() => attempt.Answer = StatusCodes.Status201Created);
        return TwilioJson.Answer(accepted, StatusCodes.Status201Created);
    }

    private void StartWhenAnswered(SandboxMessage message, SendFailure? failure, HttpContext context)
    {
        var start = carrier.Prepare(message, failure);
        context.Response.OnCompleted(() =>
        {
            start();
            return Task.CompletedTask;
        });
    }

    private async Task HangAsync(SendFailure failure, HttpContext context)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(failure.Seconds), options.Clock, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The caller gave up first, as it is meant to.
        }

        context.Abort();
    }

    private IResult Answer(SendAttempt attempt, TwilioError error)
    {
        changes.Pulse(() =>
        {
            attempt.Answer = error.Status;
            attempt.ErrorCode = error.Code;
        });
        return error.ToResult();
    }

    private static string Seconds(double seconds) => Math.Ceiling(seconds).ToString(CultureInfo.InvariantCulture);
}
