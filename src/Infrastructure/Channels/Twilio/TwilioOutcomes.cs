using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>What an answer to a send means for the message.</summary>
internal static class TwilioOutcomes
{
    private const int MaxMessageLength = 500;

    public static SendOutcome Classify(TwilioAnswer answer) => answer.Reach switch
    {
        TwilioReach.NotSent when answer.Failure == TwilioFailures.CredentialsMissing =>
            new SendOutcome(AttemptOutcome.Misconfigured, null, answer.Failure, "The integration has no credentials for Twilio."),
        TwilioReach.NotSent =>
            new SendOutcome(AttemptOutcome.Retry, null, answer.Failure, "Twilio could not be reached; nothing was sent."),
        TwilioReach.NoAnswer =>
            new SendOutcome(AttemptOutcome.Ambiguous, null, answer.Failure, "Twilio did not answer; it may have taken the message."),
        _ when answer.IsSuccess => Accepted(answer),
        _ => Refused(answer),
    };

    private static SendOutcome Accepted(TwilioAnswer answer)
    {
        var id = TwilioAnswer.Text(answer.Body, "sid");
        if (string.IsNullOrEmpty(id))
        {
            return new SendOutcome(
                AttemptOutcome.Ambiguous, null, TwilioFailures.AnswerUnreadable, "Twilio's answer could not be read; it may have taken the message.");
        }

        // Twilio posts no callback for the status it answers with, so a message that was born failed is told of here only.
        var status = TwilioAnswer.Text(answer.Body, "status");
        var code = TwilioAnswer.Text(answer.Body, "error_code");
        if (status is not ("failed" or "undelivered" or "canceled"))
        {
            return new SendOutcome(AttemptOutcome.Accepted, id);
        }

        var known = TwilioErrors.Find(code);
        var outcome = known?.Outcome ?? AttemptOutcome.Rejected;
        return new SendOutcome(
            outcome,
            outcome == AttemptOutcome.Rejected ? id : null,
            code ?? status,
            TwilioErrors.Explain(code, TwilioAnswer.Text(answer.Body, "error_message")?.Cut(MaxMessageLength)) ?? "Twilio took the message and gave it up at once.",
            known?.Wait,
            code == TwilioErrors.OptedOut);
    }

    private static SendOutcome Refused(TwilioAnswer answer)
    {
        var code = answer.ErrorCode;
        var known = TwilioErrors.Find(code);

        // A server error may come after the message was taken, whatever it says.
        var outcome = answer.Status >= 500 ? AttemptOutcome.Ambiguous
            : answer.Status == 429 ? AttemptOutcome.Retry
            : known?.Outcome ?? ByStatus(answer.Status);
        return new SendOutcome(
            outcome,
            null,
            code ?? TwilioFailures.Http(answer.Status),
            TwilioErrors.Explain(code, TwilioAnswer.Text(answer.Body, "message")?.Cut(MaxMessageLength)) ?? $"Twilio refused the request with status {answer.Status}.",
            answer.RetryAfter ?? known?.Wait,
            code == TwilioErrors.OptedOut)
        {
            Throttled = outcome == AttemptOutcome.Retry ? WhoIsThrottled(answer.Status, code) : Throttled.No,
        };
    }

    private static Throttled WhoIsThrottled(int status, string? code) => code switch
    {
        TwilioErrors.AccountRateExceeded => Throttled.Account,
        TwilioErrors.SenderRateExceeded or TwilioErrors.SenderQueueFull => Throttled.Sender,
        _ => status == 429 ? Throttled.Sender : Throttled.No,
    };

    private static AttemptOutcome ByStatus(int status) => status switch
    {
        408 or 425 => AttemptOutcome.Retry,

        // A redirect or a missing account: the address or the credentials are not those of a Twilio account.
        < 400 or 401 or 403 or 404 or 407 => AttemptOutcome.Misconfigured,
        _ => AttemptOutcome.Rejected,
    };
}
