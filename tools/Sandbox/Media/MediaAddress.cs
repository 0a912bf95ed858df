using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using SmsPlatform.Sandbox.Network;

namespace SmsPlatform.Sandbox.Media;

/// <summary>The addresses under which the sandbox itself is reached.</summary>
internal sealed class MediaAddress(SandboxOptions options, IServer server)
{
    public string Base => (options.PublicAddress ?? Listening()).TrimEnd('/');

    /// <summary>Twilio's form of it, without an extension: it redirects to where the bytes are.</summary>
    public string Of(SandboxMessage message, MediaItem item) =>
        $"{Base}{Rest.TwilioJson.AccountPath(message.AccountSid)}/Messages/{message.Sid}/Media/{item.Sid}";

    public string Cdn(SandboxMessage message, MediaItem item) =>
        $"{Base}/cdn/{message.AccountSid}/{message.Sid}/{item.Sid}";

    private string Listening()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? SandboxDefaults.Address;
        return address.Replace("://[::]", "://localhost", StringComparison.Ordinal)
            .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
            .Replace("://+", "://localhost", StringComparison.Ordinal)
            .Replace("://*", "://localhost", StringComparison.Ordinal);
    }
}
