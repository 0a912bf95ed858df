using SmsPlatform.Sandbox.Failures;
using SmsPlatform.Sandbox.Media;
using SmsPlatform.Sandbox.Network;
using SmsPlatform.Sandbox.Rest;
using SmsPlatform.Sandbox.Webhooks;

namespace SmsPlatform.Sandbox.Delivery;

/// <summary>Every way a message to a phone comes to be: the API, a TwiML reply, the provider's own confirmation.</summary>
internal sealed class Outbox(SmsNetwork network, Journal journal, FailureScript failures, Carrier carrier)
{
    /// <summary>Accepts a send of the API. It does not set out: the endpoint starts it when it has answered.</summary>
    public Acceptance Accept(Account account, SendRequest request)
    {
        if (request.Check(account, network) is { } invalid)
        {
            return new Acceptance(null, invalid);
        }

        // A service picks a sender; which one is Twilio's business, so here it is always the first.
        var sender = request.From
            ?? network.NumbersOf(account.Sid).First(n => n.MessagingServiceSid == request.MessagingServiceSid).PhoneNumber;
        if (IsOptedOut(sender, request.MessagingServiceSid, request.To))
        {
            return new Acceptance(null, TwilioErrors.OptedOut);
        }

        if (failures.RateLimit is { Mode: "refuse" } rate
            && network.TakeSlot(sender, rate.PerSecond, onlyIfFree: true) is var wait && wait > TimeSpan.Zero)
        {
            return new Acceptance(null, TwilioErrors.TooManyRequests, wait);
        }

        var status = request.IsScheduled ? "scheduled" : request.MessagingServiceSid is null ? "queued" : "accepted";
        var message = network.Add(
            (sequence, now) => New(account.Sid, "outbound-api", sender, request.To, request.Body, request.MediaUrls, status, sequence, now) with
            {
                MessagingServiceSid = request.MessagingServiceSid,
                StatusCallback = request.StatusCallback,
                SendAt = request.SendAt,
            },
            onPhone: false);
        return new Acceptance(message, null);
    }

    /// <summary>Sends a TwiML <c>&lt;Message&gt;</c>, unless the phone has opted out.</summary>
    public void Reply(TwimlMessage reply, SandboxMessage inbound)
    {
        if (reply.Body.Length == 0 && reply.Media.Count == 0)
        {
            return;
        }

        var from = reply.From ?? inbound.To;
        var to = reply.To ?? inbound.From;
        if (IsOptedOut(from, inbound.MessagingServiceSid, to))
        {
            journal.Add(new ProviderAlert(network.Now, TwilioErrors.OptedOut.Code, TwilioErrors.OptedOut.Message, "", inbound.Sid));
            return;
        }

        var message = network.Add(
            (sequence, now) => New(inbound.AccountSid, "outbound-reply", from, to, reply.Body, reply.Media, "queued", sequence, now) with
            {
                MessagingServiceSid = inbound.MessagingServiceSid,
                StatusCallback = reply.StatusCallback,
            },
            onPhone: false);
        carrier.Start(message, fault: null);
    }

    /// <summary>Puts the provider's own answer to STOP, START or HELP on the phone at once.</summary>
    public void Confirm(IncomingNumber number, string phone, string text) =>
        network.Add(
            (sequence, now) => New(number.AccountSid, "outbound-reply", number.PhoneNumber, phone, text, [], "delivered", sequence, now) with
            {
                MessagingServiceSid = number.MessagingServiceSid,
                SentAt = now,
            },
            onPhone: true);

    private bool IsOptedOut(string sender, string? service, string phone) =>
        network.IsOptedOut(service ?? network.FindNumber(sender)?.MessagingServiceSid ?? sender, phone);

    private static SandboxMessage New(
        string account, string direction, string from, string to, string body, IReadOnlyList<string> media, string status, long sequence, DateTimeOffset now) =>
        new()
        {
            Sid = Sids.New(media.Count > 0 ? "MM" : "SM"),
            AccountSid = account,
            Sequence = sequence,
            Direction = direction,
            From = from,
            To = to,
            Body = body,
            Segments = Segments.Count(body),
            Status = status,
            CreatedAt = now,
            UpdatedAt = now,
            Media = [.. media.Select(MediaItems.Of)],
        };
}

/// <summary>Either the message, or what it is refused for and how long to wait.</summary>
internal sealed record Acceptance(SandboxMessage? Message, TwilioError? Error, TimeSpan? RetryAfter = null);
