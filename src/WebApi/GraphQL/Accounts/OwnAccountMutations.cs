using MediatR;
using SmsPlatform.Application.Accounts;
using SmsPlatform.WebApi.Accounts;

namespace SmsPlatform.WebApi.GraphQL.Accounts;

/// <summary>Your own password, sessions and second factor.</summary>
[MutationType]
public static partial class OwnAccountMutations
{
    /// <summary>Gives you a new password and ends your other sessions.</summary>
    [UseMutationConvention(PayloadFieldName = "changed")]
    public static async Task<FieldResult<bool?, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> ChangePasswordAsync(
        string currentPassword, string newPassword, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ChangePassword(currentPassword, newPassword, context.ClientAddress()), cancellationToken)
            .SelectAsync(_ => (bool?)true)).ToFieldResult();

    /// <summary>Ends one of your sessions.</summary>
    [ID("Session")]
    [UseMutationConvention(PayloadFieldName = "endedId")]
    public static async Task<FieldResult<Guid?, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> EndSessionAsync(
        [ID("Session")] Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RevokeSession(id), cancellationToken).SelectAsync(_ => (Guid?)id)).ToFieldResult();

    /// <summary>Signs you out everywhere but here. Answers of how many sessions.</summary>
    [UseMutationConvention(PayloadFieldName = "ended")]
    public static async Task<FieldResult<int?, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> EndOtherSessionsAsync(
        IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RevokeOtherSessions(), cancellationToken).SelectAsync(count => (int?)count)).ToFieldResult();

    /// <summary>Makes a secret for your authenticator app. It counts once you confirm it with a code.</summary>
    [UseMutationConvention(PayloadFieldName = "secret")]
    public static async Task<FieldResult<TwoFactorSecret, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> BeginTwoFactorAsync(
        IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new BeginTwoFactor(), cancellationToken)).ToFieldResult();

    /// <summary>Turns your second factor on; your other sessions end. Answers the recovery codes, which are shown only now.</summary>
    [UseMutationConvention(PayloadFieldName = "recoveryCodes")]
    public static async Task<FieldResult<IReadOnlyList<string>, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> ConfirmTwoFactorAsync(
        string code, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ConfirmTwoFactor(code, context.ClientAddress()), cancellationToken)).ToFieldResult();

    /// <summary>Makes new recovery codes; the former ones end.</summary>
    [UseMutationConvention(PayloadFieldName = "recoveryCodes")]
    public static async Task<FieldResult<IReadOnlyList<string>, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> RenewRecoveryCodesAsync(
        string code, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RenewRecoveryCodes(code, context.ClientAddress()), cancellationToken)).ToFieldResult();

    /// <summary>Turns your second factor off, with a code of it or a recovery code.</summary>
    [UseMutationConvention(PayloadFieldName = "turnedOff")]
    public static async Task<FieldResult<bool?, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> TurnOffTwoFactorAsync(
        string code, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new TurnOffTwoFactor(code, context.ClientAddress()), cancellationToken).SelectAsync(_ => (bool?)true)).ToFieldResult();
}
