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
        var message = Add(number, text);
        AnswerKeyword(message, number);
        return await PostAsync(number, message, text.Copies, cancellationToken);
    }

    /// <summary>Posts a message's webhook once more, as a provider does that heard no answer. Nothing else happens again.</summary>
    public Task<TextOutcome> RepostAsync(SandboxMessage message, CancellationToken cancellationToken) =>
        network.FindNumber(message.To) is { } number
            ? PostAsync(number, message, copies: 1, cancellationToken)
            : Task.FromResult(new TextOutcome(message.Sid, []));

    private async Task<TextOutcome> PostAsync(IncomingNumber number, SandboxMessage message, int copies, CancellationToken cancellationToken)
    {
        var service = ServiceOf(number);
        if (network.FindAccount(number.AccountSid) is not { IsActive: true } account)
        {
            return new TextOutcome(message.Sid, []);
        }

        var useNumber = service is null || service.UseInboundWebhookOnNumber;
        var url = useNumber ? number.SmsUrl : service!.InboundRequestUrl;
        if (string.IsNullOrEmpty(url))
        {
            return new TextOutcome(message.Sid, []);
        }

        var failure = failures.NextWebhook(message.From, message.Body);
        await Task.Delay(TimeSpan.FromSeconds(failure.DelaySeconds), options.Clock, cancellationToken);
        var call = new WebhookCall(
            "inbound",
            url,
            useNumber ? number.SmsMethod : service!.InboundMethod,
            message.Sid,
            failure.WrongSignature ? "another-token" : account.AuthToken,
            Parameters(message, service));
        var fallback = useNumber ? number.SmsFallbackUrl : service!.FallbackUrl;

        var exchanges = await Task.WhenAll(Enumerable.Range(0, Math.Max(copies, failure.Copies)).Select(_ => PostAsync(call, fallback, message, cancellationToken)));
        network.Update(() => message.WebhookStatus = exchanges[0].Status ?? 0);
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
    private void AnswerKeyword(SandboxMessage message, IncomingNumber number)
    {
        var sender = ServiceOf(number)?.Sid ?? number.PhoneNumber;
        var answer = Keywords.Of(message.Body) switch
        {
            Keyword.Stop when network.SetOptedOut(sender, message.From, optedOut: true) => Keywords.StopText,
            Keyword.Start when network.SetOptedOut(sender, message.From, optedOut: false) => Keywords.StartText,
            Keyword.Help => Keywords.HelpText,
            _ => null,
        };
        if (answer is not null)
        {
            outbox.Confirm(number, message.From, answer);
        }
    }

    private MessagingService? ServiceOf(IncomingNumber number) =>
        number.MessagingServiceSid is { } sid ? network.FindService(sid) : null;

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

    private List<KeyValuePair<string, string>> Parameters(SandboxMessage message, MessagingService? service)
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

        if (service?.AdvancedOptOut == true && Keywords.Of(message.Body) is not Keyword.None and var keyword)
        {
            parameters.Add(new("OptOutType", keyword.ToString().ToUpperInvariant()));
        }

        for (var i = 0; i < message.Media.Count; i++)
        {
            parameters.Add(new($"MediaContentType{i}", message.Media[i].ContentType));
            parameters.Add(new($"MediaUrl{i}", mediaAddress.Of(message, message.Media[i])));
        }

        return parameters;
    }
}
