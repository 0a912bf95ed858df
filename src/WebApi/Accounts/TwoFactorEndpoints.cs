using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using SmsPlatform.Application.Accounts;

namespace SmsPlatform.WebApi.Accounts;

/// <summary>The caller's second factor: an authenticator app, and recovery codes for whoever loses it.</summary>
internal static class TwoFactorEndpoints
{
    public static void MapTwoFactor(this IEndpointRouteBuilder routes)
    {
        var factor = routes.MapGroup("/api/auth/two-factor").WithTags("Your account").AddEndpointFilter(AuthEndpoints.KeepOutOfCaches);

        factor.MapGet("", GetAsync)
            .WithName("GetTwoFactor")
            .WithSummary("Tells whether your second factor is on.");

        factor.MapPost("", BeginAsync)
            .WithName("BeginTwoFactor")
            .WithSummary("Makes a secret for your authenticator app. It counts once you confirm it with a code.")
            .ProducesProblem(StatusCodes.Status409Conflict);

        factor.MapPost("/confirm", ConfirmAsync)
            .WithName("ConfirmTwoFactor")
            .WithSummary("Turns the second factor on; your other sessions end. Answers the recovery codes, which are shown only now.")
            .ProducesProblem(StatusCodes.Status409Conflict);

        factor.MapPost("/recovery-codes", RenewRecoveryCodesAsync)
            .WithName("RenewRecoveryCodes")
            .WithSummary("Makes new recovery codes; the former ones end.")
            .ProducesProblem(StatusCodes.Status409Conflict);

        factor.MapPost("/off", TurnOffAsync)
            .WithName("TurnOffTwoFactor")
            .WithSummary("Turns the second factor off, with a code of it or a recovery code.")
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<TwoFactorState>, ProblemHttpResult>> GetAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new GetTwoFactor(), cancellationToken);
        return result.Match<Results<Ok<TwoFactorState>, ProblemHttpResult>>(state => TypedResults.Ok(state), error => error.ToProblem());
    }

    private static async Task<Results<Ok<TwoFactorSecret>, ProblemHttpResult>> BeginAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new BeginTwoFactor(), cancellationToken);
        return result.Match<Results<Ok<TwoFactorSecret>, ProblemHttpResult>>(secret => TypedResults.Ok(secret), error => error.ToProblem());
    }

    private static async Task<Results<Ok<RecoveryCodes>, ProblemHttpResult>> ConfirmAsync(
        CodeInput input, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new ConfirmTwoFactor(input.Code ?? "", context.ClientAddress()), cancellationToken);
        return result.Match<Results<Ok<RecoveryCodes>, ProblemHttpResult>>(
            codes => TypedResults.Ok(new RecoveryCodes(codes)), error => error.ToProblem());
    }

    private static async Task<Results<Ok<RecoveryCodes>, ProblemHttpResult>> RenewRecoveryCodesAsync(
        CodeInput input, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new RenewRecoveryCodes(input.Code ?? "", context.ClientAddress()), cancellationToken);
        return result.Match<Results<Ok<RecoveryCodes>, ProblemHttpResult>>(
            codes => TypedResults.Ok(new RecoveryCodes(codes)), error => error.ToProblem());
    }

    private static Task<Results<NoContent, ProblemHttpResult>> TurnOffAsync(
        CodeInput input, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        mediator.NoContentAsync(new TurnOffTwoFactor(input.Code ?? "", context.ClientAddress()), cancellationToken);

    internal sealed record CodeInput(string? Code);

    internal sealed record RecoveryCodes(IReadOnlyList<string> Codes);
}
