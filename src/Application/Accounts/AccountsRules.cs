using System.Text.RegularExpressions;
using FluentValidation;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Application.Accounts;

/// <summary>The rules that inputs of this module share.</summary>
internal static partial class AccountsRules
{
    private const int MaxEmailLength = 254;

    public static IRuleBuilderOptions<T, string> MustBeEmail<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(email => email.Length <= MaxEmailLength && Email().IsMatch(email))
        .WithErrorCode("email.invalid")
        .WithMessage("Enter an e-mail address.");

    /// <summary>Limits what is hashed; whether a new password is good is <see cref="PasswordPolicy"/>'s to say.</summary>
    public static IRuleBuilderOptions<T, string> MustBePassword<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(password => password.Length is > 0 and <= PasswordPolicy.MaxLength)
        .WithErrorCode("password.invalid")
        .WithMessage($"Enter a password of at most {PasswordPolicy.MaxLength} characters.");

    public static IRuleBuilderOptions<T, string> MustBeWorkspaceName<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(name => name.Length <= Workspace.MaxNameLength && Name().IsMatch(name))
        .WithErrorCode("workspace.name_invalid")
        .WithMessage($"Enter a name of at most {Workspace.MaxNameLength} characters.");

    public static IRuleBuilderOptions<T, string> MustBeKeyName<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(name => name.Length <= MakeApiKey.MaxNameLength && Name().IsMatch(name))
        .WithErrorCode("api_key.name_invalid")
        .WithMessage($"Enter a name of at most {MakeApiKey.MaxNameLength} characters.");

    // \p{C}: control characters and halves of surrogate pairs, which PostgreSQL cannot store.
    [GeneratedRegex(@"^[^\s@\p{C}]+@[^\s@\p{C}]+\z")]
    private static partial Regex Email();

    [GeneratedRegex(@"^[^\p{C}]*[^\s\p{C}][^\p{C}]*\z")]
    private static partial Regex Name();
}
