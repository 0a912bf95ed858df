using System.Security.Claims;

namespace SmsPlatform.WebApi.Accounts;

/// <summary>A caller as a principal: its claims are for authorisation by attribute, the rest for whoever watches over open streams.</summary>
internal sealed class CallerIdentity : ClaimsIdentity
{
    // Keys have no roles: what they may do, their scopes say.
    public CallerIdentity(SignedInCaller caller, string scheme, DateTimeOffset? expiresAt)
        : base([new Claim(ClaimTypes.NameIdentifier, caller.UserId?.ToString() ?? caller.ApiKey!.Id.ToString())], scheme)
    {
        Caller = caller;
        ExpiresAt = expiresAt;
        if (caller.IsAdmin)
        {
            AddClaim(new Claim(ClaimTypes.Role, CallerMiddleware.AdminRole));
        }

        if (caller is { ApiKey: null, NeedsSecondFactor: false, Role: { } role })
        {
            AddClaim(new Claim(ClaimTypes.Role, role.ToString()));
        }
    }

    public SignedInCaller Caller { get; }

    /// <summary>When the token or cookie ends, whatever becomes of the session.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    public static CallerIdentity? Of(ClaimsPrincipal? user) => user?.Identity as CallerIdentity;
}
