using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Infrastructure.Accounts;
using SmsPlatform.Infrastructure.Security;

namespace SmsPlatform.WebApi.Accounts;

internal static class AccountsEdge
{
    private const string TokenOrCookie = "TokenOrCookie";
    private const string CookieName = "smsplatform";

    /// <summary>
    /// Adds users, sign-in and the caller of each request. After the database, whose schema the start of this needs.
    /// From then on an endpoint needs a signed-in user unless it says <c>AllowAnonymous</c>.
    /// </summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSecurity();
        services.AddUsers();
        services.AddHttpContextAccessor();
        services.AddScoped<ICaller, HttpCaller>();
        services.AddSingleton<SetupPage>();
        services.Configure<FirstAdminOptions>(configuration.GetSection("Admin"));
        services.Configure<AccountsOptions>(configuration.GetSection("Accounts"));
        services.AddHostedService<FirstAdminStartup>();

        AddSignIn(services);
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ProblemAuthorizationResults>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(IsSignedInOrLost).Build());
        return services;
    }

    /// <summary>Finds out who calls, and refuses what needs a signed-in user. After <c>UseProblems</c>, before the endpoints.</summary>
    public static IApplicationBuilder UseAccounts(this IApplicationBuilder app) =>
        app.UseAuthentication().UseMiddleware<CallerMiddleware>().UseAuthorization();

    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapAuth();
        routes.MapSetup();
        routes.MapInvitations();
        routes.MapPasswordAndSessions();
        routes.MapTwoFactor();
        routes.MapWorkspaces();
        routes.MapMembers();
        routes.MapApiKeys();
    }

    private static void AddSignIn(IServiceCollection services) => services
        .AddAuthentication(TokenOrCookie)
        .AddPolicyScheme(TokenOrCookie, displayName: null, options => options.ForwardDefaultSelector = SchemeOf)
        .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.Scheme, configureOptions: null)
        .AddBearerToken(IdentityConstants.BearerScheme, options => options.RefreshTokenExpiration = Session.Lifetime)
        .AddCookie(IdentityConstants.ApplicationScheme, options =>
        {
            options.Cookie.Name = CookieName;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.HttpOnly = true;

            // The platform starts on plain http on one's own machine; behind TLS the cookie is Secure.
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = Session.Lifetime;
            options.SlidingExpiration = false;
        });

    private static string SchemeOf(HttpContext context)
    {
        if (context.Request.Headers.Authorization is not [{ } authorization, ..])
        {
            return IdentityConstants.ApplicationScheme;
        }

        return ApiKeyHandler.Recognises(authorization) ? ApiKeyHandler.Scheme : IdentityConstants.BearerScheme;
    }

    // What no route answers is 404 for everybody, and so are 405 and 415, which routing answers through endpoints of its own.
    private static bool IsSignedInOrLost(AuthorizationHandlerContext context) =>
        context.User.Identity is { IsAuthenticated: true } || (context.Resource as HttpContext)?.GetEndpoint() is not RouteEndpoint;
}
