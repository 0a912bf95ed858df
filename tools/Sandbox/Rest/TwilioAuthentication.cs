using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using SmsPlatform.Sandbox.Network;

namespace SmsPlatform.Sandbox.Rest;

/// <summary>Basic authentication by AccountSid and AuthToken, or by API key and secret.</summary>
/// <remarks>An account reaches itself and its sub-accounts. Elsewhere the resource does not exist for it.</remarks>
internal sealed class TwilioAuthentication(SmsNetwork network) : IEndpointFilter
{
    private static readonly object AccountItem = new();

    /// <summary>The account the request is about: that of the path, or else the caller's own.</summary>
    public static Account AccountOf(HttpContext context) => (Account)context.Items[AccountItem]!;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (Authenticate(http.Request.Headers.Authorization) is not { } caller)
        {
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"Twilio API\"";
            return TwilioErrors.Unauthenticated.ToResult();
        }

        var account = caller;
        if (http.Request.RouteValues["accountSid"] is string sid && sid != caller.Sid)
        {
            var other = network.FindAccount(sid);
            if (other?.OwnerAccountSid != caller.Sid)
            {
                return TwilioErrors.NotFound(http.Request.Path).ToResult();
            }

            account = other;
        }

        // A suspended account may still be looked at.
        if (!account.IsActive && http.Request.Method != HttpMethods.Get)
        {
            return TwilioErrors.AccountInactive(account.Sid).ToResult();
        }

        http.Items[AccountItem] = account;
        return await next(context);
    }

    public Account? Authenticate(string? header)
    {
        if (!AuthenticationHeaderValue.TryParse(header, out var value)
            || !value.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)
            || value.Parameter is null)
        {
            return null;
        }

        var bytes = new byte[value.Parameter.Length];
        if (!Convert.TryFromBase64String(value.Parameter, bytes, out var length))
        {
            return null;
        }

        if (Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is not [var name, var secret])
        {
            return null;
        }

        var (account, expected) = network.FindAccount(name) is { } own
            ? (own, own.AuthToken)
            : network.FindAccountByKey(name) is { } holder ? (holder, holder.ApiKeys[name]) : (null, null);
        return expected is not null
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(expected))
                ? account
                : null;
    }
}
