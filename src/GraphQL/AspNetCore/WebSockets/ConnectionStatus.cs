namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>An interceptor's answer to <c>connection_init</c>.</summary>
public sealed class ConnectionStatus
{
    private const string DefaultMessage = "Unauthorized";
    private static readonly ConnectionStatus Accepting = new(true, "", null);
    private static readonly ConnectionStatus Rejecting = new(false, DefaultMessage, null);

    private ConnectionStatus(bool accepted, string message, IReadOnlyDictionary<string, object?>? extensions)
    {
        Accepted = accepted;
        Message = message;
        Extensions = extensions;
    }

    /// <summary>Whether the client may go on.</summary>
    public bool Accepted { get; }

    /// <summary>Why not; the client gets it as the reason of the close, so at most 123 bytes of it.</summary>
    public string Message { get; }

    /// <summary>The payload of <c>connection_ack</c>.</summary>
    public IReadOnlyDictionary<string, object?>? Extensions { get; }

    /// <summary>Lets the client go on.</summary>
    public static ConnectionStatus Accept() => Accepting;

    /// <summary>Lets the client go on and tells it something.</summary>
    /// <param name="extensions">The payload of <c>connection_ack</c>.</param>
    public static ConnectionStatus Accept(IReadOnlyDictionary<string, object?> extensions) => new(true, "", extensions);

    /// <summary>Closes the connection with 4401.</summary>
    public static ConnectionStatus Reject() => Rejecting;

    /// <summary>Closes the connection with 4401.</summary>
    /// <param name="message">Why.</param>
    public static ConnectionStatus Reject(string message) => new(false, message, null);
}
