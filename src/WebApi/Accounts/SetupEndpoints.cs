using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using SmsPlatform.Application.Accounts;

namespace SmsPlatform.WebApi.Accounts;

/// <summary>What a set-up link leads to: a page, and the call it makes.</summary>
internal static class SetupEndpoints
{
    public static void MapSetup(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/setup", ShowPage)
            .AllowAnonymous()
            .ExcludeFromDescription();

        routes.MapPost("/api/auth/setup", SetUpAsync)
            .AllowAnonymous()
            .WithTags("Signing in")
            .WithName("SetUp")
            .WithSummary("Makes the first admin with the token of the set-up link.")
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static ContentHttpResult ShowPage(HttpContext context, SetupPage page) => page.Show(context);

    private static async Task<Results<Created<SetUpDone>, ProblemHttpResult>> SetUpAsync(
        SetUp input, IMediator mediator, CancellationToken cancellationToken)
    {
        var command = new SetUpPlatform(input.Token ?? "", input.Email?.Trim() ?? "", input.Password ?? "", input.WorkspaceName);
        var result = await mediator.Send(command, cancellationToken);
        return result.Match<Results<Created<SetUpDone>, ProblemHttpResult>>(
            admin => TypedResults.Created("/api/auth/me", new SetUpDone(admin.UserId.Value, admin.WorkspaceId.Value)),
            error => error.ToProblem());
    }

    internal sealed record SetUp(string? Token, string? Email, string? Password, string? WorkspaceName);

    internal sealed record SetUpDone(Guid UserId, Guid WorkspaceId);
}
