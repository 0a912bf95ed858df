namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>Limits and timing of <c>graphql-transport-ws</c> connections.</summary>
public sealed class GraphQLSocketOptions
{
    /// <summary>
    /// How long it may take until a client's <c>connection_init</c> has come and was decided on, before it is cut with 4408.
    /// Default: 10 seconds.
    /// </summary>
    public TimeSpan ConnectionInitializationTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the server sends <c>ping</c>; null for never. Default: 5 seconds.</summary>
    public TimeSpan? KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a client may stay silent, pings notwithstanding, before it is taken for dead. Default: 30 seconds.</summary>
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Open connections of this server, at most. Default: 10,000.</summary>
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>Open connections of one user (or of one address, where nobody is signed in), at most. Default: 20.</summary>
    public int MaxConnectionsPerUser { get; set; } = 20;

    /// <summary>Open connections from one address on which nobody has signed in yet, at most. Default: 200.</summary>
    public int MaxPendingConnectionsPerAddress { get; set; } = 200;

    /// <summary>Running operations of one connection, at most; one more is answered with an error. Default: 100.</summary>
    public int MaxOperationsPerConnection { get; set; } = 100;

    /// <summary>Bytes of one message from the client, at most; a larger one closes the connection with 1009. Default: 128 KiB.</summary>
    public int MaxMessageSize { get; set; } = 128 * 1024;

    /// <summary>Messages waiting to be sent to a client before it counts as too slow and is cut. Default: 1,000.</summary>
    public int MaxQueuedMessages { get; set; } = 1_000;

    /// <summary>Bytes waiting to be sent to a client before it counts as too slow and is cut. Default: 4 MiB.</summary>
    public int MaxQueuedBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How long sending one message may take before the client counts as too slow and is cut. Default: 15 seconds.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Web origins, such as <c>https://console.example.com</c>, whose pages may connect beside pages of this host itself.
    /// Requests without an <c>Origin</c> come from programs, not browsers, and are not checked. <c>*</c> allows all.
    /// </summary>
    /// <remarks>Browsers send cookies with a WebSocket from any page: without this check every site could use the visitor's sign-in.</remarks>
    public ISet<string> AllowedOrigins { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
}
