using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace SmsPlatform.GraphQL.AspNetCore.WebSockets;

/// <summary>Accepts WebSockets for <c>graphql-transport-ws</c>.</summary>
internal sealed class SocketHandler(GraphQLSocketOptions options, SocketServices services)
{
    private const string Subprotocol = "graphql-transport-ws";

    /// <summary>Serves one client until the connection ends.</summary>
    public async Task HandleAsync(HttpContext context, GraphQLBackend backend)
    {
        if (!IsAllowedOrigin(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var speaksProtocol = context.WebSockets.WebSocketRequestedProtocols.Contains(Subprotocol);

        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = speaksProtocol ? Subprotocol : null,
            // The protocol has pings of its own, which also tell whether the client's program is alive and not only its machine.
            KeepAliveInterval = Timeout.InfiniteTimeSpan,
        });

        if (!speaksProtocol)
        {
            await RefuseAsync(socket);
            return;
        }

        using var session = new SocketSession(context, socket, backend, options, services);
        await session.RunAsync();
    }

    private async Task RefuseAsync(WebSocket socket)
    {
        var output = new SendQueue(socket, options, services.Clock);
        output.Close(CloseReason.SubprotocolNotAcceptable);
        await output.RunAsync();
    }

    private bool IsAllowedOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin;

        return origin.Count == 0
            || options.AllowedOrigins.Contains("*")
            || (origin.Count == 1 && (IsSameHost(origin[0]!, request.Host) || options.AllowedOrigins.Contains(origin[0]!)));
    }

    // The scheme is not compared: behind a proxy that ends TLS the server does not know the one the browser sees.
    private static bool IsSameHost(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && new HostString(uri.Authority).Equals(host);
}
