using System.Security.Claims;
using MediatR;
using Microsoft.AspNetCore.Identity;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.WebApi.Accounts;

/// <summary>
/// Turns an authentic ticket into a caller: the session must still be open, and the user a member of the workspace they ask for.
/// Roles come from the database with every request, never from the ticket.
/// </summary>
internal sealed class CallerMiddleware(RequestDelegate next)
{
    public const string WorkspaceHeader = "X-Workspace-Id";
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

        if (context.User.Identity is not { IsAuthenticated: true } identity)
        {
            await next(context);
            return;
        }

        if (identity.AuthenticationType == IdentityConstants.ApplicationScheme && CrossSite.IsSuspect(context.Request))
        {
            await context.WriteProblemAsync(AccountsErrors.CrossSite);
            return;
        }

        var caller = context.Features.Get<ApiKeyOwner>() is { } key ? OfKey(context, key) : await FindAsync(context, mediator);
        if (caller.IsFailure && caller.Error.Kind == ErrorKind.NotFound)
        {
            await context.WriteProblemAsync(caller.Error);
            return;
        }

        if (caller.IsFailure)
        {
            // As if not signed in, so that what is open to all stays open to a browser with an old cookie.
            context.User = Nobody;
            await next(context);
            return;
        }

        context.Features.Set(caller.Value);
        context.User = Principal(caller.Value, identity.AuthenticationType!);
        await next(context);
    }

    // A key has one workspace; naming it is allowed, naming another is a mistake that must not go unnoticed.
    private static Result<SignedInCaller> OfKey(HttpContext context, ApiKeyOwner key)
    {
        var wanted = context.Request.Headers[WorkspaceHeader];
        return wanted.Count == 0 || (Guid.TryParse(wanted, out var id) && id == key.WorkspaceId.Value)
            ? SignedInCaller.OfKey(key)
            : AccountsErrors.WorkspaceNotFound;
    }

    private static async Task<Result<SignedInCaller>> FindAsync(HttpContext context, IMediator mediator)
    {
        if (SessionTicket.SessionOf(context.User) is not { } sessionId)
        {
            return AccountsErrors.SessionOver;
        }

        var found = await mediator.Send(new FindSession(sessionId), context.RequestAborted);
        if (found.IsFailure)
        {
            return found.Error;
        }

        var user = found.Value;
        var wanted = context.Request.Headers[WorkspaceHeader];
        if (wanted.Count == 0)
        {
            return SignedInCaller.OfPerson(sessionId, user, user.Memberships.Count > 0 ? user.Memberships[0] : null);
        }

        // Not found either way: whether a workspace exists is no business of those outside it.
        return Guid.TryParse(wanted, out var id) && Membership(user, WorkspaceId.From(id)) is { } chosen
            ? SignedInCaller.OfPerson(sessionId, user, chosen)
            : AccountsErrors.WorkspaceNotFound;
    }

    private static SessionMembership? Membership(SessionUser user, WorkspaceId workspaceId)
    {
        foreach (var membership in user.Memberships)
        {
            if (membership.WorkspaceId == workspaceId)
            {
                return membership;
            }
        }

        return null;
    }

    // For authorisation by attribute: the roles of this request. Keys have none: what they may do, their scopes say.
    private static ClaimsPrincipal Principal(SignedInCaller caller, string scheme)
    {
        var name = caller.UserId?.ToString() ?? caller.ApiKey!.Id.ToString();
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, name)], scheme);
        if (caller.IsAdmin)
        {
            identity.AddClaim(new Claim(ClaimTypes.Role, AdminRole));
        }

        if (caller is { ApiKey: null, NeedsSecondFactor: false, Role: { } role })
        {
            identity.AddClaim(new Claim(ClaimTypes.Role, role.ToString()));
        }

        return new ClaimsPrincipal(identity);
    }
}
