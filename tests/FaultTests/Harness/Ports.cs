using System.Net;
using System.Net.Sockets;

namespace SmsPlatform.FaultTests.Harness;

internal static class Ports
{
    private static int _last = Random.Shared.Next(20_000, 29_000);

    /// <summary>
    /// A free port below the range from which the kernel hands out its own, so that nobody is given it while its server is down.
    /// </summary>
    public static int Free()
    {
        while (true)
        {
            var port = 20_000 + (Interlocked.Increment(ref _last) % 10_000);
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }
}
