using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using SmsPlatform.Application;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.WebApi.Accounts;

/// <summary>What the endpoints of this module answer alike.</summary>
internal static class AccountAnswers
{
    private static readonly Error RoleInvalid = Error.Validation("role.invalid", "The role is Agent or Owner.", "role");

    public static async Task<Results<NoContent, ProblemHttpResult>> NoContentAsync(
        this IMediator mediator, ICommand<Done> command, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(command, cancellationToken);
        return result.Match<Results<NoContent, ProblemHttpResult>>(_ => TypedResults.NoContent(), error => error.ToProblem());
    }

    // By name alone: Enum.TryParse would take numbers as well.
    public static Result<WorkspaceRole> ParseRole(string? text) => text?.ToUpperInvariant() switch
    {
        "AGENT" => WorkspaceRole.Agent,
        "OWNER" => WorkspaceRole.Owner,
        _ => RoleInvalid,
    };
}
