using System.Globalization;
using System.Text;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>Turns a verified webhook into what it reports.</summary>
internal static class TwilioTranslation
{
    private const int MaxMedia = 10;
    private const int MaxIdLength = 64;
    private const int MaxAddressLength = 255;

    private static readonly byte[][] MediaUrls = [.. Enumerable.Range(0, MaxMedia).Select(i => Encoding.UTF8.GetBytes($"MediaUrl{i}"))];

    private static readonly byte[][] MediaTypes =
        [.. Enumerable.Range(0, MaxMedia).Select(i => Encoding.UTF8.GetBytes($"MediaContentType{i}"))];

    public static Result<IReadOnlyList<ChannelEvent>> Translate(WebhookRequest request)
    {
        var read = TwilioWebhook.ReadParameters(request);
        if (read.IsFailure)
        {
            return read.Error;
        }

        var form = read.Value;
        var id = FindId(form);
        if (id.IsFailure)
        {
            return id.Error;
        }

        var status = TwilioStatuses.Read(form);
        if (TwilioStatuses.IsReport(status))
        {
            return new ChannelEvent[] { Report(form, form.Text(id.Value), status, request.Query) };
        }

        var inbound = Inbound(form, id.Value);
        return inbound.IsFailure ? inbound.Error : new ChannelEvent[] { inbound.Value };
    }

    private static Result<int> FindId(TwilioForm form)
    {
        // The older names carry the same value; some requests have only those.
        ReadOnlySpan<int> indexes =
            [form.IndexOf("MessageSid"u8), form.IndexOf("SmsSid"u8), form.IndexOf("SmsMessageSid"u8)];
        foreach (var index in indexes)
        {
            if (index >= 0 && form.Value(index).Length > 0)
            {
                var id = form.Text(index);
                return id.Length is > 0 and <= MaxIdLength && id.All(char.IsAsciiLetterOrDigit)
                    ? index
                    : WebhookErrors.MessageSidInvalid;
            }
        }

        return WebhookErrors.MessageSidMissing;
    }

    private static StatusReport Report(TwilioForm form, string id, string status, string query)
    {
        var error = form.Find("ErrorCode"u8);
        var code = error is "" or "0" ? null : error;
        var reached = TwilioStatuses.Parse(status);
        return new StatusReport(
            id,
            FindMessageId(query),
            reached,
            status,
            code,
            TwilioErrors.Explain(code, form.Find("ErrorMessage"u8)) ?? TwilioStatuses.Explain(reached),
            code == TwilioErrors.OptedOut);
    }

    // Status callbacks are asked for with our own id in their address, so they find their message even before its send is answered.
    private static MessageId? FindMessageId(string query)
    {
        var parameters = TwilioForm.Parse(Encoding.UTF8.GetBytes(query.TrimStart('?')));
        return parameters.IsSuccess && Guid.TryParse(parameters.Value.Find("messageId"u8), out var id) ? MessageId.From(id) : null;
    }

    private static Result<InboundMessage> Inbound(TwilioForm form, int id)
    {
        var from = FindAddress(form, "From");
        if (from.IsFailure)
        {
            return from.Error;
        }

        var to = FindAddress(form, "To");
        if (to.IsFailure)
        {
            return to.Error;
        }

        var rest = new Rest(form);
        rest.Take(id);
        rest.Take(form.IndexOf("AccountSid"u8));
        rest.Take(from.Value);
        rest.Take(to.Value);
        var body = rest.Take(form.IndexOf("Body"u8));
        var media = TakeMedia(form, rest);
        var segments = TakeCount(form, rest, form.IndexOf("NumSegments"u8));
        var sender = form.Text(from.Value);
        return new InboundMessage(
            form.Text(id),
            form.Find("AccountSid"u8),
            sender,
            form.Text(to.Value),
            body,
            segments,
            media,
            ConsentWords.Classify(body, form.Find("OptOutType"u8)),
            SenderAddress.CanBeAnswered(sender),
            rest.ToDictionary());
    }

    private static Result<int> FindAddress(TwilioForm form, string field)
    {
        var index = form.IndexOf(Encoding.UTF8.GetBytes(field));
        if (index < 0 || form.Text(index).Length == 0)
        {
            return WebhookErrors.AddressMissing(field);
        }

        return form.Text(index).Length <= MaxAddressLength ? index : WebhookErrors.AddressInvalid(field);
    }

    // By the media that are there, not by NumMedia, which some requests leave out.
    private static MediaItem[] TakeMedia(TwilioForm form, Rest rest)
    {
        var media = new List<MediaItem>();
        for (var number = 0; number < MaxMedia && form.IndexOf(MediaUrls[number]) is >= 0 and var url; number++)
        {
            media.Add(new MediaItem(rest.Take(url), rest.Take(form.IndexOf(MediaTypes[number]))));
        }

        return [.. media];
    }

    // A count that is none stays with the provider's data: it is no reason to lose the message.
    private static int TakeCount(TwilioForm form, Rest rest, int index)
    {
        if (index < 0 || !int.TryParse(form.Text(index), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return 0;
        }

        rest.Take(index);
        return count;
    }

    /// <summary>The parameters that have no place of their own.</summary>
    private sealed class Rest(TwilioForm form)
    {
        private readonly bool[] _taken = new bool[form.Count];

        public string Take(int index)
        {
            if (index < 0)
            {
                return "";
            }

            _taken[index] = true;
            return form.Text(index);
        }

        public Dictionary<string, string> ToDictionary()
        {
            var rest = new Dictionary<string, string>(form.Count, StringComparer.Ordinal);
            for (var index = 0; index < form.Count; index++)
            {
                if (_taken[index])
                {
                    continue;
                }

                var name = form.NameText(index);
                rest[name] = rest.TryGetValue(name, out var earlier) ? $"{earlier}\n{form.Text(index)}" : form.Text(index);
            }

            return rest;
        }
    }
}
