using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>
/// Asked again and again whether an open stream (event stream or WebSocket) may go on. A request is authorised once; a stream lives on
/// after a sign-in has expired, a user was locked or a role was taken away.
/// </summary>
public interface IStreamAuthorizer
{
    /// <summary>Whether the stream may go on; otherwise it is ended and the client told why.</summary>
    /// <param name="context">The HTTP request that opened the stream.</param>
    /// <param name="user">Who opened it: for a WebSocket the user that <c>connection_init</c> signed in.</param>
    /// <param name="cancellationToken">Cancelled when the stream ends.</param>
    ValueTask<bool> IsAuthorizedAsync(HttpContext context, ClaimsPrincipal user, CancellationToken cancellationToken);
}
