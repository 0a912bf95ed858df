using System.Security.Claims;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;

namespace SmsPlatform.WebApi.Accounts;

/// <summary>Turns an authentic ticket into the caller of the request, by <see cref="CallerOfTicket"/>.</summary>
internal sealed class CallerMiddleware(RequestDelegate next)
{
    public const string AdminRole = "Admin";

    private static readonly ClaimsPrincipal Nobody = new(new ClaimsIdentity());

    public async Task InvokeAsync(HttpContext context, IMediator mediator)
    {
        if (context.Features.Get<ApiKeyRefusal>() is { Error: var refusal })
        {
            // Whoever sends a key means it, so a bad one is never passed over, not even where nobody needs to sign in.
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await context.WriteProblemAsync(refusal);
            return;
        }

        if (context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult is not { Succeeded: true } authenticated)
        {
            await next(context);
            return;
        }

        if (authenticated.Principal.Identity!.AuthenticationType == IdentityConstants.ApplicationScheme && CrossSite.IsSuspect(context.Request))
        {
            await context.WriteProblemAsync(AccountsErrors.CrossSite);
            return;
        }

        var caller = await CallerOfTicket.FindAsync(authenticated.Ticket, context, mediator);
        if (caller.IsFailure && caller.Error.Kind == ErrorKind.NotFound)
        {
            await context.WriteProblemAsync(caller.Error);
            return;
        }

        // Not found to be anybody: as if not signed in, so that what is open to all stays open to a browser with an old cookie.
        context.User = caller.IsFailure ? Nobody : new ClaimsPrincipal(caller.Value);
        if (caller.IsSuccess)
        {
            context.Features.Set(caller.Value.Caller);
        }

        await next(context);
    }
}
