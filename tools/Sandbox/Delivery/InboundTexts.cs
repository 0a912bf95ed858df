using System.Globalization;
using SmsPlatform.Sandbox.Failures;
using SmsPlatform.Sandbox.Media;
using SmsPlatform.Sandbox.Network;
using SmsPlatform.Sandbox.Webhooks;

namespace SmsPlatform.Sandbox.Delivery;

/// <summary>A text from a phone: keyword handling, the webhook with its fallback, and what its TwiML asks for.</summary>
internal sealed class InboundTexts(
    SmsNetwork network,
    Journal journal,
    FailureScript failures,
    WebhookClient webhooks,
    Outbox outbox,
    MediaAddress mediaAddress,
    SandboxOptions options)
{
    private const int MaxRedirects = 5;

    /// <summary>Takes the text onto the network and posts its webhooks; ends when they are answered.</summary>
    public async Task<TextOutcome> ReceiveAsync(IncomingNumber number, PhoneText text, CancellationToken cancellationToken)
    {
        var service = number.MessagingServiceSid is { } sid ? network.FindService(sid) : null;
        var message = Add(number, text);
        var optOutType = AnswerKeyword(message, number, service);

        var account = network.FindAccount(number.AccountSid)!;
        if (!account.IsActive)
        {
            return new TextOutcome(message.Sid, []);
        }

        var useNumber = service is null || service.UseInboundWebhookOnNumber;
        var url = useNumber ? number.SmsUrl : service!.InboundRequestUrl;
        if (string.IsNullOrEmpty(url))
        {
            return new TextOutcome(message.Sid, []);
        }

        var failure = failures.NextWebhook(text.From, text.Body);
        await Task.Delay(TimeSpan.FromSeconds(failure.DelaySeconds), options.Clock, cancellationToken);
        var call = new WebhookCall(
            "inbound",
            url,
            useNumber ? number.SmsMethod : service!.InboundMethod,
            message.Sid,
            failure.WrongSignature ? "another-token" : account.AuthToken,
            Parameters(message, service, service?.AdvancedOptOut == true ? optOutType : null));
        var fallback = useNumber ? number.SmsFallbackUrl : service!.FallbackUrl;

        var copies = Math.Max(text.Copies, failure.Copies);
        var exchanges = await Task.WhenAll(Enumerable.Range(0, copies).Select(_ => PostAsync(call, fallback, message, cancellationToken)));
        return new TextOutcome(message.Sid, exchanges);
    }

    private SandboxMessage Add(IncomingNumber number, PhoneText text)
    {
        var media = text.MediaUrls.Select(MediaItems.Of).ToList();
        return network.Add(
            (sequence, now) => new SandboxMessage
            {
                Sid = text.Sid ?? Sids.New(media.Count > 0 ? "MM" : "SM"),
                AccountSid = number.AccountSid,
                Sequence = sequence,
                Direction = "inbound",
                From = text.From,
                To = number.PhoneNumber,
                Body = text.Body,
                Segments = Segments.Count(text.Body),
                Status = "received",
                CreatedAt = now,
                UpdatedAt = now,
                SentAt = now,
                Media = media,
                MessagingServiceSid = number.MessagingServiceSid,
            },
            onPhone: true);
    }

    // Twilio answers these words itself, and only when they change something or ask for help.
    private string? AnswerKeyword(SandboxMessage message, IncomingNumber number, MessagingService? service)
    {
        var sender = service?.Sid ?? number.PhoneNumber;
        switch (Keywords.Of(message.Body))
        {
            case Keyword.Stop:
                if (network.SetOptedOut(sender, message.From, optedOut: true))
                {
                    outbox.Confirm(number, message.From, Keywords.StopText);
                }

                return "STOP";
            case Keyword.Start:
                if (network.SetOptedOut(sender, message.From, optedOut: false))
                {
                    outbox.Confirm(number, message.From, Keywords.StartText);
                }

                return "START";
            case Keyword.Help:
                outbox.Confirm(number, message.From, Keywords.HelpText);
                return "HELP";
            default:
                return null;
        }
    }

    private async Task<WebhookExchange> PostAsync(
        WebhookCall call, string? fallback, SandboxMessage message, CancellationToken cancellationToken)
    {
        var exchange = await webhooks.SendAsync(call, cancellationToken);
        var twiml = Read(exchange);
        if ((!exchange.Succeeded || twiml.ErrorCode is not null) && !string.IsNullOrEmpty(fallback))
        {
            var code = twiml.ErrorCode ?? (exchange.Status is null ? 11205 : 11200);
            call = call with
            {
                Kind = "fallback",
                Url = fallback,
                Method = "POST",
                Parameters = [.. call.Parameters, new("ErrorCode", code.ToString(CultureInfo.InvariantCulture)), new("ErrorUrl", call.Url)],
            };
            exchange = await webhooks.SendAsync(call, cancellationToken);
            twiml = Read(exchange);
        }

        for (var redirects = 0; ; redirects++)
        {
            foreach (var reply in twiml.Messages)
            {
                outbox.Reply(reply, message);
            }

            if (twiml.RedirectUrl is not { Length: > 0 } target
                || redirects == MaxRedirects
                || !Uri.TryCreate(new Uri(exchange.Url), target, out var next))
            {
                return exchange;
            }

            call = call with { Kind = "redirect", Url = next.AbsoluteUri, Method = twiml.RedirectMethod.ToUpperInvariant() };
            exchange = await webhooks.SendAsync(call, cancellationToken);
            twiml = Read(exchange);
        }
    }

    private Twiml Read(WebhookExchange exchange)
    {
        if (!exchange.Succeeded)
        {
            return Twiml.Parse(null, null);
        }

        var twiml = Twiml.Parse(exchange.Tries[^1].ContentType, exchange.Body);
        if (twiml.ErrorCode is { } code)
        {
            journal.Add(new ProviderAlert(network.Now, code, "The answer is not usable TwiML.", exchange.Url, exchange.MessageSid));
        }

        return twiml;
    }

    private List<KeyValuePair<string, string>> Parameters(SandboxMessage message, MessagingService? service, string? optOutType)
    {
        var parameters = new List<KeyValuePair<string, string>>
        {
            new("ToCountry", "US"),
            new("ToState", ""),
            new("SmsMessageSid", message.Sid),
            new("NumMedia", message.Media.Count.ToString(CultureInfo.InvariantCulture)),
            new("ToCity", ""),
            new("FromZip", ""),
            new("SmsSid", message.Sid),
            new("FromState", ""),
            new("SmsStatus", "received"),
            new("FromCity", ""),
            new("Body", message.Body),
            new("FromCountry", "US"),
            new("To", message.To),
            new("ToZip", ""),
            new("NumSegments", message.Segments.ToString(CultureInfo.InvariantCulture)),
            new("MessageSid", message.Sid),
            new("AccountSid", message.AccountSid),
            new("From", message.From),
            new("ApiVersion", Rest.TwilioJson.Version),
        };
        if (service is not null)
        {
            parameters.Add(new("MessagingServiceSid", service.Sid));
        }

        if (optOutType is not null)
        {
            parameters.Add(new("OptOutType", optOutType));
        }

        for (var i = 0; i < message.Media.Count; i++)
        {
            parameters.Add(new($"MediaContentType{i}", message.Media[i].ContentType));
            parameters.Add(new($"MediaUrl{i}", mediaAddress.Of(message, message.Media[i])));
        }

        return parameters;
    }
}
