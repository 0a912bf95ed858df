using Microsoft.AspNetCore.Http;

namespace SmsPlatform.GraphQL.AspNetCore.WebSockets;

/// <summary>The connection as interceptors see it.</summary>
internal sealed class SocketConnection(HttpContext context, SendQueue output) : ISocketConnection
{
    public HttpContext HttpContext => context;

    public IServiceProvider RequestServices => context.RequestServices;

    public CancellationToken RequestAborted => context.RequestAborted;

    public IDictionary<string, object?> ContextData { get; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    public bool IsClosed => output.IsClosing || context.RequestAborted.IsCancellationRequested;

    public void Close(string message, int code) => output.Close(new CloseReason(code, message));
}
