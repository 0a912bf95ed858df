namespace SmsPlatform.GraphQL.AspNetCore.WebSockets;

/// <summary>Why the server closes a connection: a code of the <c>graphql-transport-ws</c> protocol or of WebSocket itself.</summary>
internal sealed record CloseReason(int Code, string Message)
{
    public static readonly CloseReason Normal = new(1000, "");
    public static readonly CloseReason GoingAway = new(1001, "The server is stopping");
    public static readonly CloseReason MessageTooBig = new(1009, "Message too big");

    // Clients try again after 1013, with a pause that grows.
    public static readonly CloseReason TooManyConnections = new(1013, "Too many connections");
    public static readonly CloseReason SlowConsumer = new(1013, "Slow consumer: results came faster than they were taken");
    public static readonly CloseReason InvalidMessage = new(4400, "Invalid message received");
    public static readonly CloseReason Unauthorized = new(4401, "Unauthorized");

    // Not 4401, after which clients give up: with fresh credentials they may come back.
    public static readonly CloseReason SignInExpired = new(4403, "The sign-in has expired or was revoked");
    public static readonly CloseReason SubprotocolNotAcceptable = new(4406, "Subprotocol not acceptable");
    public static readonly CloseReason InitializationTimeout = new(4408, "Connection initialisation timeout");
    public static readonly CloseReason SilentClient = new(4408, "No sign of life");
    public static readonly CloseReason TooManyInitializations = new(4429, "Too many initialisation requests");
    public static readonly CloseReason InternalError = new(4500, "Internal server error");

    public static CloseReason SubscriberExists(string id) => new(4409, $"Subscriber for {id} already exists");
}
