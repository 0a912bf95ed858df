using Microsoft.AspNetCore.Http;

namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>The connection of one <see cref="ISocketSession"/>.</summary>
public interface ISocketConnection
{
    /// <summary>
    /// The request that opened it. An interceptor that signs a user in during <c>connection_init</c> sets its
    /// <see cref="Microsoft.AspNetCore.Http.HttpContext.User"/>; operations then run as that user.
    /// </summary>
    HttpContext HttpContext { get; }

    /// <summary>The services of the connection. Operations have scopes of their own.</summary>
    IServiceProvider RequestServices { get; }

    /// <summary>Cancelled when the connection is gone.</summary>
    CancellationToken RequestAborted { get; }

    /// <summary>Values that live as long as the connection.</summary>
    IDictionary<string, object?> ContextData { get; }

    /// <summary>Whether the connection is closed or being closed.</summary>
    bool IsClosed { get; }

    /// <summary>Closes the connection after what is already waiting to be sent.</summary>
    /// <param name="message">The reason, of which at most 123 bytes are sent.</param>
    /// <param name="code">The close code.</param>
    void Close(string message, int code);
}
