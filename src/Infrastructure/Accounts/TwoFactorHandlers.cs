using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

internal sealed class GetTwoFactorHandler(PlatformDbContext db, IOptions<AccountsOptions> options, ICaller caller)
    : IQueryHandler<GetTwoFactor, TwoFactorState>
{
    public async Task<Result<TwoFactorState>> Handle(GetTwoFactor query, CancellationToken cancellationToken)
    {
        var userId = caller.UserId!.Value.Value;
        var isOn = await db.Set<SecondFactor>().AnyAsync(factor => factor.UserId == userId && factor.ConfirmedAt != null, cancellationToken);
        var left = await db.Set<RecoveryCode>().CountAsync(code => code.UserId == userId, cancellationToken);
        var isRequired = options.Value.RequireTwoFactorForAdmins && (caller.IsAdmin || caller.NeedsSecondFactor);
        return new TwoFactorState(isOn, left, isRequired);
    }
}

internal sealed class BeginTwoFactorHandler(SecondFactors factors, UserManager<User> users, ICaller caller)
    : ICommandHandler<BeginTwoFactor, TwoFactorSecret>
{
    private const string Issuer = "SmsPlatform";

    public async Task<Result<TwoFactorSecret>> Handle(BeginTwoFactor command, CancellationToken cancellationToken)
    {
        var userId = caller.UserId!.Value;
        if (await users.FindByIdAsync(userId.ToString()) is not { } user)
        {
            return AccountsErrors.NotSignedIn;
        }

        return await factors.BeginAsync(userId.Value, cancellationToken) is { } secret
            ? new TwoFactorSecret(Totp.Base32(secret), Totp.Uri(secret, Issuer, user.Email!))
            : AccountsErrors.TwoFactorOn;
    }
}

/// <remarks>
/// With a new stamp: the session of a sign-in that was under way, and was asked for no code, bears the former one and is void.
/// </remarks>
internal sealed class ConfirmTwoFactorHandler(
    SecondFactors factors, TwoFactorProof proof, UserManager<User> users, UserSessions sessions, ICaller caller)
    : ICommandHandler<ConfirmTwoFactor, IReadOnlyList<string>>
{
    public async Task<Result<IReadOnlyList<string>>> Handle(ConfirmTwoFactor command, CancellationToken cancellationToken)
    {
        var userId = caller.UserId!.Value;
        var factor = await factors.FindAsync(userId.Value, cancellationToken);
        if (factor is null or { ConfirmedAt: not null })
        {
            return Refusal(factor);
        }

        long? step = null;
        var proven = await proof.TryAsync(
            command.Address,
            () => Task.FromResult((step = factors.StepOf(factor, command.Code)) is null ? AccountsErrors.TwoFactorCodeWrong : null),
            cancellationToken);
        if (proven is { } refusal)
        {
            return refusal;
        }

        return await users.FindByIdAsync(userId.ToString()) is { } user
            ? await TurnOnAsync(user, factor, step!.Value, cancellationToken)
            : AccountsErrors.NotSignedIn;
    }

    private async Task<Result<IReadOnlyList<string>>> TurnOnAsync(
        User user, SecondFactor factor, long step, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> codes = [];
        var turnedOn = await sessions.ChangeStampAsync(user, caller.SessionId, ConfirmAsync, cancellationToken);
        if (turnedOn.Succeeded)
        {
            proof.ForgetSession();
            return Result<IReadOnlyList<string>>.Success(codes);
        }

        return turnedOn.Errors.Any() ? AccountsErrors.ChangedMeanwhile : Refusal(await factors.FindAsync(user.Id, cancellationToken));

        async Task<IdentityResult> ConfirmAsync()
        {
            if (!await factors.ConfirmAsync(factor, step, cancellationToken))
            {
                return IdentityResult.Failed();
            }

            codes = await factors.ReplaceRecoveryCodesAsync(user.Id, cancellationToken);
            return await users.UpdateSecurityStampAsync(user);
        }
    }

    // The code is of a secret that is there no more, as if the other request had come before this one.
    private static Error Refusal(SecondFactor? factor) => factor switch
    {
        null => AccountsErrors.TwoFactorOff,
        { ConfirmedAt: not null } => AccountsErrors.TwoFactorOn,
        _ => AccountsErrors.TwoFactorCodeWrong,
    };
}

internal sealed class RenewRecoveryCodesHandler(SecondFactors factors, TwoFactorProof proof, ICaller caller)
    : ICommandHandler<RenewRecoveryCodes, IReadOnlyList<string>>
{
    public async Task<Result<IReadOnlyList<string>>> Handle(RenewRecoveryCodes command, CancellationToken cancellationToken) =>
        await proof.TryAsync(command.Code, command.Address, cancellationToken) is { } refusal
            ? refusal
            : Result<IReadOnlyList<string>>.Success(
                await factors.RenewRecoveryCodesAsync(caller.UserId!.Value.Value, cancellationToken));
}

internal sealed class TurnOffTwoFactorHandler(SecondFactors factors, TwoFactorProof proof, ICaller caller)
    : ICommandHandler<TurnOffTwoFactor, Done>
{
    public async Task<Result<Done>> Handle(TurnOffTwoFactor command, CancellationToken cancellationToken)
    {
        if (await proof.TryAsync(command.Code, command.Address, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        await factors.RemoveAsync(caller.UserId!.Value.Value, cancellationToken);
        proof.ForgetSession();
        return Done.Value;
    }
}
