using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <inheritdoc cref="IWebhookDoctor"/>
internal sealed class TwilioDoctor : IWebhookDoctor
{
    public Channel Kind => Channel.Sms;

    public DoctorMatch? Match(WebhookRequest request, IReadOnlyList<string> urls, IReadOnlyList<DoctorKey> keys)
    {
        TwilioForm? form = null;
        if (!string.Equals(request.Method, "GET", StringComparison.OrdinalIgnoreCase))
        {
            var read = TwilioWebhook.ReadParameters(request);
            if (read.IsFailure)
            {
                return null;
            }

            form = read.Value;
        }

        var asked = request with { Urls = urls };
        foreach (var key in keys)
        {
            var check = TwilioSignature.Check(asked, form, key.Connection.Secrets.GetValueOrDefault(TwilioFields.AuthToken), null);
            if (check.IsValid)
            {
                return new DoctorMatch(key, urls[check.Url]);
            }
        }

        return null;
    }
}
