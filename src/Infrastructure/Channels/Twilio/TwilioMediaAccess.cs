using Microsoft.Extensions.Options;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

/// <summary>Attachments of MMS: the credentials go to Twilio's own hosts and to no other, whatever a webhook names.</summary>
internal sealed class TwilioMediaAccess(IOptions<TwilioOptions> options) : IMediaAccess
{
    private const string Domain = ".twilio.com";

    public Channel Kind => Channel.Sms;

    public MediaGrant GrantFor(Uri address, ChannelConnection connection)
    {
        var isConfigured = Uri.TryCreate(options.Value.ApiBaseUrl, UriKind.Absolute, out var api)
            && Uri.Compare(address, api, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
        var isTwilio = address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort
            && address.IdnHost.EndsWith(Domain, StringComparison.OrdinalIgnoreCase);
        return new MediaGrant(
            isConfigured || isTwilio ? TwilioCredentials.ForMessages(connection)?.ToHeader().ToString() : null,
            isConfigured);
    }
}
