using System.Security.Claims;
using System.Text.Encodings.Web;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;

namespace SmsPlatform.WebApi.Accounts;

/// <summary>Authenticates programs by <c>Authorization: Bearer smsp_…</c>.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, IMediator mediator)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public new const string Scheme = "ApiKey";
    private const string Start = "Bearer smsp_";
    private const int KeyAt = 7;

    public static bool Recognises(string authorization) => authorization.StartsWith(Start, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } authorization] || !Recognises(authorization))
        {
            return AuthenticateResult.NoResult();
        }

        var found = await mediator.Send(new FindApiKey(authorization[KeyAt..].Trim(), Context.ClientAddress()), Context.RequestAborted);
        if (found.IsFailure)
        {
            Context.Features.Set(new ApiKeyRefusal(found.Error));
            return AuthenticateResult.Fail(found.Error.Code);
        }

        Context.Features.Set(found.Value);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, found.Value.Id.ToString())], Scheme);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme));
    }
}

/// <summary>Why the key of the current request is not taken.</summary>
internal sealed record ApiKeyRefusal(Error Error);
