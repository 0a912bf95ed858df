using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>Looks at what happens on WebSocket connections. Registered with <c>AddSocketSessionInterceptor</c>; derive from <see cref="DefaultSocketSessionInterceptor"/>.</summary>
public interface ISocketSessionInterceptor
{
    /// <summary>Decides on <c>connection_init</c>, whose payload usually holds the client's credentials.</summary>
    /// <param name="session">The client.</param>
    /// <param name="connectionInitMessage">The payload.</param>
    /// <param name="cancellationToken">Cancelled when the connection is gone.</param>
    ValueTask<ConnectionStatus> OnConnectAsync(
        ISocketSession session, IOperationMessagePayload connectionInitMessage, CancellationToken cancellationToken = default);

    /// <summary>Called before an operation is executed.</summary>
    /// <param name="session">The client.</param>
    /// <param name="operationSessionId">The client's id of the operation.</param>
    /// <param name="requestBuilder">The request, which may be changed.</param>
    /// <param name="cancellationToken">Cancelled when the operation ends.</param>
    ValueTask OnRequestAsync(
        ISocketSession session, string operationSessionId, OperationRequestBuilder requestBuilder, CancellationToken cancellationToken = default);

    /// <summary>Called with each result before it is sent.</summary>
    /// <param name="session">The client.</param>
    /// <param name="operationSessionId">The client's id of the operation.</param>
    /// <param name="result">The result.</param>
    /// <param name="cancellationToken">Cancelled when the operation ends.</param>
    /// <returns>The result to send.</returns>
    ValueTask<OperationResult> OnResultAsync(
        ISocketSession session, string operationSessionId, OperationResult result, CancellationToken cancellationToken = default);

    /// <summary>Called when an operation has ended, whoever ended it.</summary>
    /// <param name="session">The client.</param>
    /// <param name="operationSessionId">The client's id of the operation.</param>
    /// <param name="cancellationToken">Cancelled when the connection is gone.</param>
    ValueTask OnCompleteAsync(ISocketSession session, string operationSessionId, CancellationToken cancellationToken = default);

    /// <summary>Called on the client's <c>ping</c>.</summary>
    /// <param name="session">The client.</param>
    /// <param name="pingMessage">The payload.</param>
    /// <param name="cancellationToken">Cancelled when the connection is gone.</param>
    /// <returns>The payload of the <c>pong</c>.</returns>
    ValueTask<IReadOnlyDictionary<string, object?>?> OnPingAsync(
        ISocketSession session, IOperationMessagePayload pingMessage, CancellationToken cancellationToken = default);

    /// <summary>Called on the client's <c>pong</c>.</summary>
    /// <param name="session">The client.</param>
    /// <param name="pongMessage">The payload.</param>
    /// <param name="cancellationToken">Cancelled when the connection is gone.</param>
    ValueTask OnPongAsync(ISocketSession session, IOperationMessagePayload pongMessage, CancellationToken cancellationToken = default);

    /// <summary>Called when the connection has ended.</summary>
    /// <param name="session">The client.</param>
    /// <param name="cancellationToken">Never cancelled: there is no connection left to wait for.</param>
    ValueTask OnCloseAsync(ISocketSession session, CancellationToken cancellationToken = default);
}
