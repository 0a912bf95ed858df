using System.Globalization;
using System.Security.Claims;
using SmsPlatform.Application.Accounts;

namespace SmsPlatform.WebApi.Accounts;

/// <summary>What a bearer token, a refresh token and a cookie hold: whose, which session, and its generation. Nothing that can go stale.</summary>
internal static class SessionTicket
{
    private const string SessionClaim = "sid";
    private const string GenerationClaim = "gen";

    public static ClaimsPrincipal Create(SignedIn signedIn, string scheme) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, signedIn.UserId.ToString()),
            new Claim(SessionClaim, signedIn.SessionId.ToString()),
            new Claim(GenerationClaim, signedIn.Generation.ToString(CultureInfo.InvariantCulture)),
        ],
        scheme));

    /// <summary>Null for tickets of another kind.</summary>
    public static Guid? SessionOf(ClaimsPrincipal ticket) =>
        Guid.TryParse(ticket.FindFirstValue(SessionClaim), out var session) ? session : null;

    public static int GenerationOf(ClaimsPrincipal ticket) =>
        int.TryParse(ticket.FindFirstValue(GenerationClaim), CultureInfo.InvariantCulture, out var generation) ? generation : 0;
}
