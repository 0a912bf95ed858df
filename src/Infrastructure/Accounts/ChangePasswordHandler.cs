using Microsoft.AspNetCore.Identity;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Accounts;

internal sealed class ChangePasswordHandler(
    UserManager<User> users,
    PasswordGate gate,
    SignInThrottle throttle,
    UserSessions sessions,
    ICaller caller) : ICommandHandler<ChangePassword, Done>
{
    public async Task<Result<Done>> Handle(ChangePassword command, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync(caller.UserId!.Value.ToString()) is not { } user)
        {
            return AccountsErrors.NotSignedIn;
        }

        var account = SignInThrottle.Account(user.Email!);
        var address = ClientAddress.Of(command.Address);
        if (await throttle.CountAsync(account, address, cancellationToken) is { } wait)
        {
            return AccountsErrors.TooManyAttempts(wait);
        }

        var changed = await gate.RunAsync(
            () => sessions.ChangeStampAsync(
                user,
                caller.SessionId,
                () => users.ChangePasswordAsync(user, command.CurrentPassword, command.NewPassword),
                cancellationToken),
            cancellationToken);
        if (changed.IsFailure)
        {
            return changed.Error;
        }

        if (!changed.Value.Succeeded)
        {
            return Read(changed.Value.Errors.First());
        }

        await throttle.ForgiveAsync(account, address, cancellationToken);
        return Done.Value;
    }

    private static Error Read(IdentityError error) => error.Code switch
    {
        nameof(IdentityErrorDescriber.PasswordMismatch) => AccountsErrors.PasswordWrong,
        nameof(IdentityErrorDescriber.ConcurrencyFailure) => AccountsErrors.ChangedMeanwhile,
        _ => Error.Validation(error.Code, error.Description, "newPassword"),
    };
}
