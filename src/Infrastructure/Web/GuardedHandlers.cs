using System.Net;
using System.Net.Sockets;

namespace SmsPlatform.Infrastructure.Web;

/// <summary>
/// Connections for addresses that somebody else has chosen: only to public hosts. A name is resolved once and connected to by the very
/// address that was checked, so that a second answer of the name server cannot lead elsewhere.
/// </summary>
internal static class GuardedHandlers
{
    /// <summary>No redirects by itself, no cookies, no proxy: whoever follows a redirect checks it like the first address.</summary>
    public static SocketsHttpHandler PublicOnly() => Guarded(orLoopback: false);

    /// <summary>Connects to this very machine as well, which only an operator may allow.</summary>
    public static SocketsHttpHandler PublicOrLoopback() => Guarded(orLoopback: true);

    private static SocketsHttpHandler Guarded(bool orLoopback) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 64,
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context, orLoopback, cancellationToken),
    };

    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, bool orLoopback, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint;
        var addresses = await Dns.GetHostAddressesAsync(host.Host, cancellationToken);
        if (addresses.Length == 0 || !addresses.All(address => PublicAddresses.IsPublic(address) || (orLoopback && IPAddress.IsLoopback(address))))
        {
            throw new UnsafeAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, host.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A name or address leads into a network that is not public.</summary>
internal sealed class UnsafeAddressException() : IOException("The address is not a public one.");
