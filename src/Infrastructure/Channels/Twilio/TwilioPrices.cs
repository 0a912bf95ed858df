using Microsoft.Extensions.Options;
using SmsPlatform.Application.Channels;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>Reckons with the prices that are set; Twilio tells the real one when it has sent.</summary>
internal sealed class TwilioPrices(IOptionsMonitor<TwilioOptions> options) : ISmsPrices
{
    public Price? Estimate(string to, int segments)
    {
        var settings = options.CurrentValue;
        var prefix = settings.Prices.Keys.Where(prefix => to.StartsWith(prefix, StringComparison.Ordinal)).MaxBy(prefix => prefix.Length);

        // A message of media alone is no segment, and its price is another.
        return prefix is null || segments == 0 ? null : new Price(settings.Prices[prefix] * segments, settings.PriceCurrency);
    }
}
