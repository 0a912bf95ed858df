using MediatR;
using Microsoft.AspNetCore.Authentication;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.WebApi.Accounts;

/// <summary>
/// Finds whose an authentic ticket or key is: the session must still be open, and the user a member of the workspace they ask for.
/// Roles come from the database, never from the ticket.
/// </summary>
internal static class CallerOfTicket
{
    public const string WorkspaceHeader = "X-Workspace-Id";

    /// <param name="request">What asks: its key, if it came with one, and the workspace it names.</param>
    public static async Task<Result<CallerIdentity>> FindAsync(AuthenticationTicket ticket, HttpContext request, IMediator mediator)
    {
        var caller = request.Features.Get<ApiKeyOwner>() is { } key ? OfKey(request, key) : await OfSessionAsync(ticket, request, mediator);
        return caller.IsFailure
            ? caller.Error
            : new CallerIdentity(caller.Value, ticket.Principal.Identity!.AuthenticationType!, ticket.Properties.ExpiresUtc);
    }

    /// <summary>The caller in one workspace of a user; null when there is no such membership.</summary>
    public static SignedInCaller? In(WorkspaceId? workspaceId, Guid sessionId, SessionUser user)
    {
        if (workspaceId is not { } wanted)
        {
            return SignedInCaller.OfPerson(sessionId, user, null);
        }

        foreach (var membership in user.Memberships)
        {
            if (membership.WorkspaceId == wanted)
            {
                return SignedInCaller.OfPerson(sessionId, user, membership);
            }
        }

        return null;
    }

    // A key has one workspace; naming it is allowed, naming another is a mistake that must not go unnoticed.
    private static Result<SignedInCaller> OfKey(HttpContext request, ApiKeyOwner key)
    {
        var wanted = request.Request.Headers[WorkspaceHeader];
        return wanted.Count == 0 || (Guid.TryParse(wanted, out var id) && id == key.WorkspaceId.Value)
            ? SignedInCaller.OfKey(key)
            : AccountsErrors.WorkspaceNotFound;
    }

    private static async Task<Result<SignedInCaller>> OfSessionAsync(AuthenticationTicket ticket, HttpContext request, IMediator mediator)
    {
        if (SessionTicket.SessionOf(ticket.Principal) is not { } sessionId)
        {
            return AccountsErrors.SessionOver;
        }

        var found = await mediator.Send(new FindSession(sessionId), request.RequestAborted);
        if (found.IsFailure)
        {
            return found.Error;
        }

        var user = found.Value;
        var wanted = request.Request.Headers[WorkspaceHeader];
        if (wanted.Count == 0)
        {
            return SignedInCaller.OfPerson(sessionId, user, user.Memberships.Count > 0 ? user.Memberships[0] : null);
        }

        // Not found either way: whether a workspace exists is no business of those outside it.
        return Guid.TryParse(wanted, out var id) && In(WorkspaceId.From(id), sessionId, user) is { } chosen
            ? chosen
            : AccountsErrors.WorkspaceNotFound;
    }
}
