using Microsoft.AspNetCore.Identity;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>Asks someone who is signed in for a code. Attempts count as those of signing in do, so that a stolen session cannot guess.</summary>
internal sealed class TwoFactorProof(
    SecondFactors factors, UserManager<User> users, SignInThrottle throttle, SessionCache cache, ICaller caller)
{
    /// <summary>Null when the code of a second factor that is on was right.</summary>
    public Task<Error?> TryAsync(string code, string address, CancellationToken cancellationToken) =>
        TryAsync(address, () => CheckAsync(code, cancellationToken), cancellationToken);

    /// <summary>Null when the check found nothing wrong.</summary>
    public async Task<Error?> TryAsync(string address, Func<Task<Error?>> check, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync(caller.UserId!.Value.ToString()) is not { } user)
        {
            return AccountsErrors.NotSignedIn;
        }

        var account = SignInThrottle.Account(user.Email!);
        var client = ClientAddress.Of(address);
        if (await throttle.CountAsync(account, client, cancellationToken) is { } wait)
        {
            return AccountsErrors.TooManyAttempts(wait);
        }

        if (await check() is { } error)
        {
            return error;
        }

        await throttle.ForgiveAsync(account, client, cancellationToken);
        return null;
    }

    /// <summary>So that the next request of this session sees the change.</summary>
    public void ForgetSession()
    {
        if (caller.SessionId is { } session)
        {
            cache.Forget(session);
        }
    }

    private async Task<Error?> CheckAsync(string code, CancellationToken cancellationToken)
    {
        var userId = caller.UserId!.Value.Value;
        if (await factors.FindAsync(userId, cancellationToken) is not { ConfirmedAt: not null })
        {
            return AccountsErrors.TwoFactorOff;
        }

        // Not 401, which would make clients believe that the session is over.
        return await factors.CheckAsync(userId, code, cancellationToken) is null ? null : AccountsErrors.TwoFactorCodeWrong;
    }
}
