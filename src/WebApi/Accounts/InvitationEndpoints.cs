using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using SmsPlatform.Application.Accounts;

namespace SmsPlatform.WebApi.Accounts;

/// <summary>What an invitation link leads to. The token travels in bodies, never in the address of a request, which proxies log.</summary>
internal static class InvitationEndpoints
{
    public static void MapInvitations(this IEndpointRouteBuilder routes)
    {
        var invitations = routes.MapGroup("/api/auth/invitations").WithTags("Signing in").AddEndpointFilter(AuthEndpoints.KeepOutOfCaches);

        invitations.MapPost("/read", ReadAsync)
            .AllowAnonymous()
            .WithName("ReadInvitation")
            .WithSummary("Tells what an invitation is for, by the token of its link.")
            .ProducesProblem(StatusCodes.Status403Forbidden);

        invitations.MapPost("/accept", AcceptAsync)
            .AllowAnonymous()
            .WithName("AcceptInvitation")
            .WithSummary("Accepts an invitation: with a password for a new account, or signed in with the account that is invited.")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden);
    }

    private static async Task<Results<Ok<OfferView>, ProblemHttpResult>> ReadAsync(
        TokenInput input, IMediator mediator, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new ReadInvitation(input.Token ?? ""), cancellationToken);
        return result.Match<Results<Ok<OfferView>, ProblemHttpResult>>(
            offer => TypedResults.Ok(new OfferView(offer.Email, offer.WorkspaceName, offer.Role.ToString(), offer.ExpiresAt, offer.HasAccount)),
            error => error.ToProblem());
    }

    private static async Task<Results<Ok<AcceptedView>, ProblemHttpResult>> AcceptAsync(
        AcceptInput input, IMediator mediator, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new AcceptInvitation(input.Token ?? "", input.Password), cancellationToken);
        return result.Match<Results<Ok<AcceptedView>, ProblemHttpResult>>(
            accepted => TypedResults.Ok(new AcceptedView(accepted.UserId.Value, accepted.WorkspaceId.Value, accepted.Role.ToString())),
            error => error.ToProblem());
    }

    internal sealed record TokenInput(string? Token);

    internal sealed record AcceptInput(string? Token, string? Password);

    internal sealed record OfferView(string Email, string WorkspaceName, string Role, DateTimeOffset ExpiresAt, bool HasAccount);

    internal sealed record AcceptedView(Guid UserId, Guid WorkspaceId, string Role);
}

/// <summary>The link an owner hands over.</summary>
internal static class InvitationLink
{
    // In the fragment, which browsers keep to themselves.
    public static string Of(HttpRequest request, IConfiguration configuration, string token)
    {
        var address = configuration["PublicBaseUrl"] is { Length: > 0 } configured ? configured : request.Origin();
        return $"{address.TrimEnd('/')}/invitation#{token}";
    }
}
