using Microsoft.AspNetCore.Identity;
using SmsPlatform.Application;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Accounts;

internal sealed class SignInHandler(
    UserManager<User> users,
    UnknownUser unknown,
    PasswordGate gate,
    SignInThrottle throttle,
    SecondFactors factors,
    PlatformDbContext db,
    TimeProvider clock) : ICommandHandler<SignIn, SignedIn>
{
    public async Task<Result<SignedIn>> Handle(SignIn command, CancellationToken cancellationToken)
    {
        var account = SignInThrottle.Account(command.Email);
        var address = ClientAddress.Of(command.Address);
        if (await throttle.CountAsync(account, address, cancellationToken) is { } wait)
        {
            return AccountsErrors.TooManyAttempts(wait);
        }

        var checkedUser = await gate.RunAsync(() => CheckAsync(command), cancellationToken);
        if (checkedUser.IsFailure)
        {
            return checkedUser.Error;
        }

        if (checkedUser.Value is not { } user)
        {
            return AccountsErrors.InvalidCredentials;
        }

        // Whoever comes this far knows the password; the attempt still counts as failed until the code is right as well.
        if (await factors.CheckAsync(user.Id, command.Code, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        await throttle.ForgiveAsync(account, address, cancellationToken);
        return await BeginAsync(user, address, command.UserAgent, cancellationToken);
    }

    private async Task<User?> CheckAsync(SignIn command)
    {
        if (await users.FindByEmailAsync(command.Email) is not { } user)
        {
            unknown.CheckPassword(command.Password);
            return null;
        }

        // The lock is an operator's; it is looked at last, so that it cannot be told from a wrong password.
        return await users.CheckPasswordAsync(user, command.Password) && !await users.IsLockedOutAsync(user) ? user : null;
    }

    private async Task<SignedIn> BeginAsync(User user, string address, string userAgent, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var session = new Session
        {
            Id = Guid.CreateVersion7(now),
            UserId = user.Id,
            SecurityStamp = await users.GetSecurityStampAsync(user),
            CreatedAt = now,
            RenewedAt = now,
            ExpiresAt = now + Session.Lifetime,
            Address = address,
            UserAgent = Printable(userAgent),
        };
        db.Add(session);
        await db.SaveChangesAsync(cancellationToken);
        return new SignedIn(session.Id, UserId.From(user.Id), session.Generation);
    }

    private static string Printable(string userAgent) => string.Concat(
        userAgent.Take(Session.MaxUserAgentLength).Select(c => c is >= ' ' and <= '~' ? c : '?'));
}
