using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using SmsPlatform.Application.Accounts;

namespace SmsPlatform.WebApi.Accounts;

/// <summary>Refuses with a problem, never with a redirect to a page.</summary>
internal sealed class ProblemAuthorizationResults : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            return next(context);
        }

        if (context.User.Identity is { IsAuthenticated: true })
        {
            return context.WriteProblemAsync(AccountsErrors.NotAllowed);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return context.WriteProblemAsync(AccountsErrors.NotSignedIn);
    }
}
