using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SmsPlatform.Application.Accounts;

namespace SmsPlatform.WebApi.Accounts;

/// <summary>Signing in and out, with tokens for programs and a cookie for browsers.</summary>
internal static class AuthEndpoints
{
    public static void MapAuth(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/api/auth").WithTags("Signing in").AddEndpointFilter(KeepOutOfCaches);

        auth.MapPost("/login", LogInAsync)
            .AllowAnonymous()
            .WithName("LogIn")
            .WithSummary("Signs in with e-mail and password, and a code where a second factor is on; answers tokens, or sets a cookie with useCookies=true.")
            .Produces<AccessTokenResponse>()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

        auth.MapPost("/refresh", RefreshAsync)
            .AllowAnonymous()
            .WithName("RefreshToken")
            .WithSummary("Exchanges a refresh token for new tokens.")
            .Produces<AccessTokenResponse>()
            .ProducesProblem(StatusCodes.Status401Unauthorized);

        auth.MapPost("/logout", LogOutAsync)
            .WithName("LogOut")
            .WithSummary("Ends the session: its tokens and its cookie are good for nothing from now on.");

        auth.MapGet("/me", GetMeAsync)
            .WithName("GetMe")
            .WithSummary("Tells who is signed in, and in which workspaces.");
    }

    /// <summary>The client's network address, as far as trusted proxies tell.</summary>
    internal static string ClientAddress(this HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    internal static ValueTask<object?> KeepOutOfCaches(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(context);
    }

    private static async Task<Results<SignInHttpResult, NoContent, ProblemHttpResult>> LogInAsync(
        LogIn input, HttpContext context, IMediator mediator, CancellationToken cancellationToken, bool useCookies = false)
    {
        var command = new SignIn(
            input.Email?.Trim() ?? "",
            input.Password ?? "",
            input.Code,
            context.ClientAddress(),
            context.Request.Headers.UserAgent.ToString());
        var result = await mediator.Send(command, cancellationToken);
        if (result.IsFailure)
        {
            return result.Error.ToProblem();
        }

        if (!useCookies)
        {
            return Tokens(result.Value);
        }

        await context.SignInAsync(
            IdentityConstants.ApplicationScheme,
            SessionTicket.Create(result.Value, IdentityConstants.ApplicationScheme),
            new AuthenticationProperties { IsPersistent = true });
        return TypedResults.NoContent();
    }

    private static async Task<Results<SignInHttpResult, ProblemHttpResult>> RefreshAsync(
        Refresh input,
        IOptionsMonitor<BearerTokenOptions> options,
        TimeProvider clock,
        IMediator mediator,
        CancellationToken cancellationToken)
    {
        var protector = options.Get(IdentityConstants.BearerScheme).RefreshTokenProtector;
        var ticket = protector.Unprotect(input.RefreshToken ?? "");
        if (ticket?.Properties.ExpiresUtc is not { } expiry || expiry <= clock.GetUtcNow()
            || SessionTicket.SessionOf(ticket.Principal) is not { } sessionId)
        {
            return AccountsErrors.SessionOver.ToProblem();
        }

        var renewed = await mediator.Send(new RenewSession(sessionId, SessionTicket.GenerationOf(ticket.Principal)), cancellationToken);
        return renewed.Match<Results<SignInHttpResult, ProblemHttpResult>>(
            signedIn => Tokens(signedIn),
            error => error.ToProblem());
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> LogOutAsync(
        HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        if (context.Features.Get<SignedInCaller>()?.SessionId is not { } session)
        {
            return AccountsErrors.NotSignedIn.ToProblem();
        }

        await mediator.Send(new SignOut(session), cancellationToken);
        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<MeView>, ProblemHttpResult>> GetMeAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new GetMe(), cancellationToken);
        return result.Match<Results<Ok<MeView>, ProblemHttpResult>>(
            me => TypedResults.Ok(new MeView(
                me.Id.Value,
                me.Email,
                me.IsAdmin,
                me.WorkspaceId.Value,
                [.. me.Memberships.Select(each => new WorkspaceView(each.WorkspaceId.Value, each.WorkspaceName, each.Role.ToString()))])),
            error => error.ToProblem());
    }

    // The bearer handler writes the answer: an access token, and a refresh token from the same principal.
    private static SignInHttpResult Tokens(SignedIn signedIn) => TypedResults.SignIn(
        SessionTicket.Create(signedIn, IdentityConstants.BearerScheme),
        authenticationScheme: IdentityConstants.BearerScheme);

    /// <param name="Code">Of the authenticator app, or a recovery code; for those who have a second factor.</param>
    internal sealed record LogIn(string? Email, string? Password, string? Code);

    internal sealed record Refresh(string? RefreshToken);

    internal sealed record MeView(Guid Id, string Email, bool IsAdmin, Guid WorkspaceId, IReadOnlyList<WorkspaceView> Workspaces);

    internal sealed record WorkspaceView(Guid Id, string Name, string Role);
}
