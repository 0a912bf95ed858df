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
        if (await factors.FindAsync(userId.Value, cancellationToken) is { ConfirmedAt: not null })
        {
            return AccountsErrors.TwoFactorOn;
        }

        if (await users.FindByIdAsync(userId.ToString()) is not { } user)
        {
            return AccountsErrors.NotSignedIn;
        }

        var secret = await factors.BeginAsync(userId.Value, cancellationToken);
        return new TwoFactorSecret(Totp.Base32(secret), Totp.Uri(secret, Issuer, user.Email!));
    }
}

internal sealed class ConfirmTwoFactorHandler(
    PlatformDbContext db, SecondFactors factors, TwoFactorProof proof, UserSessions sessions, ICaller caller, TimeProvider clock)
    : ICommandHandler<ConfirmTwoFactor, IReadOnlyList<string>>
{
    public async Task<Result<IReadOnlyList<string>>> Handle(ConfirmTwoFactor command, CancellationToken cancellationToken)
    {
        var userId = caller.UserId!.Value.Value;
        var factor = await factors.FindAsync(userId, cancellationToken);
        if (factor is null or { ConfirmedAt: not null })
        {
            return factor is null ? AccountsErrors.TwoFactorOff : AccountsErrors.TwoFactorOn;
        }

        var proven = await proof.TryAsync(
            command.Address,
            async () => await factors.UseAsync(factor, command.Code, cancellationToken) ? null : AccountsErrors.TwoFactorCodeWrong,
            cancellationToken);
        if (proven is { } refusal)
        {
            return refusal;
        }

        DateTimeOffset? now = clock.GetUtcNow();
        var codes = await factors.RenewRecoveryCodesAsync(userId, cancellationToken);
        await db.Set<SecondFactor>()
            .Where(each => each.UserId == userId)
            .ExecuteUpdateAsync(each => each.SetProperty(f => f.ConfirmedAt, now), cancellationToken);
        await sessions.EndAsync(userId, caller.SessionId, cancellationToken);
        proof.ForgetSession();
        return Result<IReadOnlyList<string>>.Success(codes);
    }
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
