using System.Security.Claims;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>What <c>[Authorize]</c> asks of the user. Equal requirements are checked once per request.</summary>
/// <param name="Policy">A policy's name; null: the default policy, which asks for an authenticated user.</param>
/// <param name="Roles">Roles of which the user needs one, sorted and joined by a comma; null: any.</param>
/// <param name="BeforeExecution">Refuse the whole request instead of the field (<c>ApplyPolicy.Validation</c>).</param>
public sealed record AuthorizeRequirement(string? Policy, string? Roles, bool BeforeExecution = false);

/// <summary>What became of a requirement.</summary>
public enum AuthorizeOutcome
{
    /// <summary>The user may.</summary>
    Allowed,

    /// <summary>There is no authenticated user: <c>AUTH_NOT_AUTHENTICATED</c>.</summary>
    NotAuthenticated,

    /// <summary>The user may not: <c>AUTH_NOT_AUTHORIZED</c>.</summary>
    NotAllowed,
}

/// <summary>Decides requirements; the ASP.NET Core one asks <c>IAuthorizationService</c>.</summary>
public interface IFieldAuthorizer
{
    /// <summary>Decides one requirement for the user of a request.</summary>
    ValueTask<AuthorizeOutcome> AuthorizeAsync(
        AuthorizeRequirement requirement,
        ClaimsPrincipal? user,
        IServiceProvider services,
        CancellationToken cancellationToken);
}
