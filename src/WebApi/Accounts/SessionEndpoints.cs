using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;

namespace SmsPlatform.WebApi.Accounts;

/// <summary>The caller's own password and sessions.</summary>
internal static class SessionEndpoints
{
    public static void MapPasswordAndSessions(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/api/auth").WithTags("Your account").AddEndpointFilter(AuthEndpoints.KeepOutOfCaches);

        auth.MapPost("/password", ChangePasswordAsync)
            .WithName("ChangePassword")
            .WithSummary("Changes your password; all your other sessions end.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

        auth.MapGet("/sessions", ListAsync)
            .WithName("ListSessions")
            .WithSummary("Lists where you are signed in.");

        auth.MapDelete("/sessions", RevokeOthersAsync)
            .WithName("RevokeOtherSessions")
            .WithSummary("Signs you out everywhere but here.");

        auth.MapDelete("/sessions/{id}", RevokeAsync)
            .WithName("RevokeSession")
            .WithSummary("Ends one of your sessions.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<Results<NoContent, ProblemHttpResult>> ChangePasswordAsync(
        PasswordInput input, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        mediator.NoContentAsync(
            new ChangePassword(input.CurrentPassword ?? "", input.NewPassword ?? "", context.ClientAddress()), cancellationToken);

    private static async Task<Results<Ok<SessionList>, ProblemHttpResult>> ListAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new ListSessions(), cancellationToken);
        return result.Match<Results<Ok<SessionList>, ProblemHttpResult>>(
            sessions => TypedResults.Ok(new SessionList(sessions)),
            error => error.ToProblem());
    }

    private static async Task<Results<Ok<Ended>, ProblemHttpResult>> RevokeOthersAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new RevokeOtherSessions(), cancellationToken);
        return result.Match<Results<Ok<Ended>, ProblemHttpResult>>(
            count => TypedResults.Ok(new Ended(count)),
            error => error.ToProblem());
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        string id, IMediator mediator, CancellationToken cancellationToken) =>
        Guid.TryParseExact(id, "D", out var session)
            ? await mediator.NoContentAsync(new RevokeSession(session), cancellationToken)
            : Error.Validation("id.invalid", "The id is not a UUID.", "id").ToProblem();

    internal sealed record PasswordInput(string? CurrentPassword, string? NewPassword);

    internal sealed record SessionList(IReadOnlyList<SessionRow> Sessions);

    internal sealed record Ended(int Sessions);
}
