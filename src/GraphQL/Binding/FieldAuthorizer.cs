using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>Asks ASP.NET Core's authorization service, with the application's own policies.</summary>
internal sealed class FieldAuthorizer : IFieldAuthorizer
{
    public async ValueTask<AuthorizeOutcome> AuthorizeAsync(
        AuthorizeRequirement requirement, ClaimsPrincipal? user, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (user?.Identities.Any(identity => identity.IsAuthenticated) != true)
        {
            return AuthorizeOutcome.NotAuthenticated;
        }

        if (requirement.Roles is { } roles && !roles.Split(',').Any(user.IsInRole))
        {
            return AuthorizeOutcome.NotAllowed;
        }

        var policies = services.GetRequiredService<IAuthorizationPolicyProvider>();
        var policy = requirement.Policy is { } name
            ? await policies.GetPolicyAsync(name)
                ?? throw new InvalidOperationException($"There is no authorization policy {name}.")
            : requirement.Roles is null ? await policies.GetDefaultPolicyAsync() : null;
        if (policy is null)
        {
            return AuthorizeOutcome.Allowed;
        }

        var outcome = await services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(user, policy);
        return outcome.Succeeded ? AuthorizeOutcome.Allowed : AuthorizeOutcome.NotAllowed;
    }
}
