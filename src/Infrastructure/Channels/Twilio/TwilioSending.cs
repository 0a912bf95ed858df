using System.Globalization;
using SmsPlatform.Application.Channels;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>What a message looks like to Twilio.</summary>
internal static class TwilioSending
{
    private const int ShortestValidity = 1;
    private const int LongestValidity = 36_000;

    /// <summary>A Messaging Service chooses the sender, unless the integration has a number of its own.</summary>
    public static bool UsesService(ChannelConnection connection) =>
        connection.ServiceId.Length > 0 && connection.Address.Length == 0;

    public static IEnumerable<KeyValuePair<string, string>> Fields(OutboundMessage message, ChannelConnection connection)
    {
        yield return new("To", message.To);
        yield return UsesService(connection) ? new("MessagingServiceSid", connection.ServiceId) : new("From", message.From);
        if (message.Body.Length > 0)
        {
            yield return new("Body", message.Body);
        }

        foreach (var url in message.MediaUrls)
        {
            yield return new("MediaUrl", url);
        }

        if (message.StatusCallbackUrl is { } callback)
        {
            yield return new("StatusCallback", callback);
        }

        if (message.ValidFor is { } validFor)
        {
            var seconds = Math.Clamp((long)validFor.TotalSeconds, ShortestValidity, LongestValidity);
            yield return new("ValidityPeriod", seconds.ToString(CultureInfo.InvariantCulture));
        }
    }
}
