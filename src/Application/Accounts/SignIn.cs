using FluentValidation;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Application.Accounts;

/// <summary>Begins a session for whoever knows the password. Failed attempts are counted by account and by address.</summary>
/// <param name="Code">Of the authenticator app, or a recovery code; needed by those who have a second factor.</param>
/// <param name="Address">The client's network address.</param>
public sealed record SignIn(string Email, string Password, string? Code, string Address, string UserAgent) : ICommand<SignedIn>, IAnonymousRequest
{
    /// <summary>Keeps the password out of logs.</summary>
    public override string ToString() => nameof(SignIn);
}

/// <summary>A session that has begun or was renewed.</summary>
/// <param name="Generation">How often it was renewed; a refresh token is good for one generation.</param>
public sealed record SignedIn(Guid SessionId, UserId UserId, int Generation);

internal sealed class SignInValidator : AbstractValidator<SignIn>
{
    public SignInValidator()
    {
        RuleFor(command => command.Email).MustBeEmail();
        RuleFor(command => command.Password).MustBePassword();
    }
}
