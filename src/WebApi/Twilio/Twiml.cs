using System.Xml;
using System.Xml.Linq;

namespace SmsPlatform.WebApi.Twilio;

/// <summary>What a webhook answers Twilio: nothing, or one message that Twilio sends at once.</summary>
internal static class Twiml
{
    public const string ContentType = "text/xml; charset=utf-8";

    public const string Empty = """<?xml version="1.0" encoding="UTF-8"?><Response/>""";

    public static string Message(string text) =>
        """<?xml version="1.0" encoding="UTF-8"?>"""
        + new XElement("Response", new XElement("Message", new XElement("Body", Printable(text)))).ToString(SaveOptions.DisableFormatting);

    // XML cannot carry most control characters, not even escaped.
    private static string Printable(string text) => string.Concat(
        text.EnumerateRunes().Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)));
}
