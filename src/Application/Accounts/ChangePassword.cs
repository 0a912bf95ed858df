using FluentValidation;
using SmsPlatform.Domain;

namespace SmsPlatform.Application.Accounts;

/// <summary>Gives the caller a new password and ends their other sessions. Wrong guesses count as those of signing in do.</summary>
/// <param name="Address">The client's network address.</param>
[RequiresPerson]
public sealed record ChangePassword(string CurrentPassword, string NewPassword, string Address) : ICommand<Done>
{
    /// <summary>Keeps the passwords out of logs.</summary>
    public override string ToString() => nameof(ChangePassword);
}

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePassword>
{
    public ChangePasswordValidator()
    {
        RuleFor(command => command.CurrentPassword).MustBePassword();
        RuleFor(command => command.NewPassword).MustBePassword();
    }
}
