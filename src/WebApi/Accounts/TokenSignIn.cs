using MediatR;
using Microsoft.AspNetCore.Authentication;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;

namespace SmsPlatform.WebApi.Accounts;

/// <summary>
/// Signs in by a token that came by another way than a header. It is put into a request of its own, so that what decides on requests
/// decides here too.
/// </summary>
internal static class TokenSignIn
{
    /// <param name="opened">The request that opened the connection.</param>
    /// <param name="authorization">As it would stand in the header, such as <c>Bearer …</c>.</param>
    /// <param name="workspace">The workspace to act in; null for the one the request names, or the first.</param>
    public static async Task<Result<CallerIdentity>> SignInAsync(
        HttpContext opened, string authorization, string? workspace, CancellationToken cancellationToken)
    {
        await using var scope = opened.RequestServices.CreateAsyncScope();
        var request = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = cancellationToken };
        request.Connection.RemoteIpAddress = opened.Connection.RemoteIpAddress;
        request.Request.Headers.Authorization = authorization;
        request.Request.Headers[CallerOfTicket.WorkspaceHeader] =
            workspace is null ? opened.Request.Headers[CallerOfTicket.WorkspaceHeader] : workspace;

        var authenticated = await request.AuthenticateAsync();
        if (request.Features.Get<ApiKeyRefusal>() is { } refusal)
        {
            return refusal.Error;
        }

        return authenticated.Succeeded
            ? await CallerOfTicket.FindAsync(authenticated.Ticket, request, scope.ServiceProvider.GetRequiredService<IMediator>())
            : AccountsErrors.NotSignedIn;
    }
}
