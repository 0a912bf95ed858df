using System.Globalization;
using SmsPlatform.Application.Channels;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>How fast Twilio takes what a sender sends.</summary>
internal static class TwilioPace
{
    private static readonly string[] TollFree = ["+1800", "+1833", "+1844", "+1855", "+1866", "+1877", "+1888"];

    public static SendPace Of(OutboundMessage message, ChannelConnection connection, TwilioRates rates)
    {
        var usesService = TwilioSending.UsesService(connection);
        var sender = usesService ? connection.ServiceId : message.From;
        return new SendPace(connection.AccountId, sender, Granted(connection) ?? (usesService ? rates.Service : Usual(sender, rates)), rates.Account);
    }

    private static double? Granted(ChannelConnection connection) =>
        connection.Settings.TryGetValue(TwilioFields.SegmentsPerSecond, out var text)
        && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
            ? rate
            : null;

    private static double Usual(string number, TwilioRates rates) =>
        TollFree.Any(prefix => number.StartsWith(prefix, StringComparison.Ordinal)) ? rates.TollFree
        : number.Length is 5 or 6 && number.All(char.IsAsciiDigit) ? rates.ShortCode
        : rates.LongCode;
}
