using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace SmsPlatform.GraphQL.AspNetCore.Streams;

/// <summary>The rule where no other is registered: a stream ends with its sign-in, as the ticket or the token's <c>exp</c> has it.</summary>
internal sealed class ExpiryStreamAuthorizer(TimeProvider clock) : IStreamAuthorizer
{
    public ValueTask<bool> IsAuthorizedAsync(HttpContext context, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        new(!(Expiry(context, user) <= clock.GetUtcNow()));

    private static DateTimeOffset? Expiry(HttpContext context, ClaimsPrincipal user)
    {
        if (long.TryParse(user.FindFirst("exp")?.Value, CultureInfo.InvariantCulture, out var seconds))
        {
            return DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, 0, DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
        }

        var ticket = context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult;
        return ticket?.Principal == user ? ticket.Properties?.ExpiresUtc : null;
    }
}
