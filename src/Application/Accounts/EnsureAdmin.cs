using FluentValidation;

namespace SmsPlatform.Application.Accounts;

/// <summary>Sees to it that this admin exists and owns the first workspace. An existing user keeps the password they have.</summary>
public sealed record EnsureAdmin(string Email, string Password) : ICommand<FirstAdmin>, ISystemRequest
{
    /// <summary>Keeps the password out of logs.</summary>
    public override string ToString() => nameof(EnsureAdmin);
}

internal sealed class EnsureAdminValidator : AbstractValidator<EnsureAdmin>
{
    public EnsureAdminValidator()
    {
        RuleFor(command => command.Email).MustBeEmail();
        RuleFor(command => command.Password).MustBePassword();
    }
}
