using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace SmsPlatform.GraphQL.AspNetCore.Streams;

/// <summary>One entry of the <see cref="StreamRegistry"/>.</summary>
/// <param name="Kind">What it counts as.</param>
/// <param name="User">Who opened it.</param>
/// <param name="Owner">The user's id, or the address of somebody not signed in: the key of the limit per user.</param>
/// <param name="End">Ends the stream because its sign-in is no longer valid.</param>
internal sealed record OpenStream(StreamKind Kind, ClaimsPrincipal User, string Owner, Action End)
{
    private static readonly ClaimsPrincipal Anonymous = new(new ClaimsIdentity());

    public static OpenStream For(StreamKind kind, HttpContext context, ClaimsPrincipal? user, Action end)
    {
        user ??= Anonymous;
        var id = user.Identity?.IsAuthenticated == true
            ? user.FindFirst(ClaimTypes.NameIdentifier)?.Value ?? user.FindFirst("sub")?.Value ?? user.Identity.Name
            : null;

        return new OpenStream(kind, user, id is null ? $"address {context.Connection.RemoteIpAddress}" : $"user {id}", end);
    }
}
