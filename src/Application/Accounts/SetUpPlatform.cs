using FluentValidation;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Application.Accounts;

/// <summary>Makes the first admin, with the token of a set-up link, and names the first workspace. Works once per installation.</summary>
public sealed record SetUpPlatform(string Token, string Email, string Password, string? WorkspaceName) : ICommand<FirstAdmin>, IAnonymousRequest
{
    /// <summary>Keeps the token and the password out of logs.</summary>
    public override string ToString() => nameof(SetUpPlatform);
}

public sealed record FirstAdmin(UserId UserId, WorkspaceId WorkspaceId);

internal sealed class SetUpPlatformValidator : AbstractValidator<SetUpPlatform>
{
    public SetUpPlatformValidator()
    {
        RuleFor(command => command.Email).MustBeEmail();
        RuleFor(command => command.Password).MustBePassword();
        RuleFor(command => command.WorkspaceName!).MustBeWorkspaceName().When(command => command.WorkspaceName is not null);
    }
}
