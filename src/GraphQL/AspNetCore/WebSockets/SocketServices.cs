using Microsoft.Extensions.Logging;
using SmsPlatform.GraphQL.AspNetCore.Streams;

namespace SmsPlatform.GraphQL.AspNetCore.WebSockets;

/// <summary>What all sessions of a server share.</summary>
/// <param name="Registry">The open streams.</param>
/// <param name="Authorizer">Decides whether they may go on.</param>
/// <param name="Clock">The time.</param>
/// <param name="Logger">Where failures are told.</param>
/// <param name="Stopping">Cancelled when the server stops.</param>
internal sealed record SocketServices(
    StreamRegistry Registry, IStreamAuthorizer Authorizer, TimeProvider Clock, ILogger Logger, CancellationToken Stopping);
