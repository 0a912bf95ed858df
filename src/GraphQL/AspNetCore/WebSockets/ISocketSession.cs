namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>One client on a WebSocket.</summary>
public interface ISocketSession
{
    /// <summary>Its connection.</summary>
    ISocketConnection Connection { get; }
}
