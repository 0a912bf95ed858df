using System.Xml;
using System.Xml.Linq;

namespace SmsPlatform.Sandbox.Webhooks;

/// <summary>What a webhook's answer asks for.</summary>
/// <remarks>Errors: 12100 is not XML, 12200 not TwiML, 12300 not a content type for TwiML.</remarks>
internal sealed record Twiml(IReadOnlyList<TwimlMessage> Messages, string? RedirectUrl, string RedirectMethod, int? ErrorCode)
{
    private static readonly Twiml Nothing = new([], null, "POST", null);

    public static Twiml Parse(string? contentType, string? body)
    {
        if (string.IsNullOrWhiteSpace(body))
        {
            return Nothing;
        }

        switch (contentType?.ToLowerInvariant())
        {
            case "text/plain":
                return Nothing with { Messages = [new TwimlMessage(body, [], null, null, null)] };
            case "text/xml" or "application/xml" or "text/html" or "application/rss+xml":
                break;
            default:
                return Nothing with { ErrorCode = 12300 };
        }

        try
        {
            using var reader = XmlReader.Create(new StringReader(body.Trim()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            var root = XDocument.Load(reader).Root!;
            return root.Name.LocalName == "Response" ? Read(root) : Nothing with { ErrorCode = 12200 };
        }
        catch (XmlException)
        {
            return Nothing with { ErrorCode = 12100 };
        }
    }

    private static Twiml Read(XElement response)
    {
        var messages = new List<TwimlMessage>();
        foreach (var verb in response.Elements())
        {
            switch (verb.Name.LocalName)
            {
                case "Message" or "Sms":
                    messages.Add(Message(verb));
                    break;
                case "Redirect":
                    return new Twiml(messages, verb.Value.Trim(), (string?)verb.Attribute("method") ?? "POST", null);
                default:
                    return new Twiml(messages, null, "POST", 12200);
            }
        }

        return new Twiml(messages, null, "POST", null);
    }

    private static TwimlMessage Message(XElement verb)
    {
        var bodies = verb.Elements().Where(e => e.Name.LocalName == "Body").ToList();
        var text = bodies.Count > 0
            ? string.Concat(bodies.Select(e => e.Value))
            : string.Concat(verb.Nodes().OfType<XText>().Select(t => t.Value)).Trim();
        var media = verb.Elements().Where(e => e.Name.LocalName == "Media").Select(e => e.Value.Trim()).ToList();
        return new TwimlMessage(
            text, media, (string?)verb.Attribute("to"), (string?)verb.Attribute("from"), (string?)verb.Attribute("statusCallback"));
    }
}

internal sealed record TwimlMessage(string Body, IReadOnlyList<string> Media, string? To, string? From, string? StatusCallback);
