using System.Net;
using System.Net.Sockets;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>Reads a network address as one client: of IPv6 the first 64 bits, because a single customer has all the rest.</summary>
internal static class ClientAddress
{
    private const int NetworkBytes = 8;

    public static string Of(string text)
    {
        if (!IPAddress.TryParse(text, out var address))
        {
            return "unknown";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.ToString();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
