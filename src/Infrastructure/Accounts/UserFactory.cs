using Microsoft.AspNetCore.Identity;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>Makes users through Identity, and reads its refusals as the platform's errors.</summary>
internal sealed class UserFactory(UserManager<User> users, PasswordGate gate, TimeProvider clock)
{
    public Task<Result<User>> CreateAdminAsync(string email, string password, CancellationToken cancellationToken) =>
        CreateAsync(email, password, isAdmin: true, cancellationToken);

    public async Task<Result<User>> CreateAsync(string email, string password, bool isAdmin, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var user = new User
        {
            Id = Guid.CreateVersion7(now),
            Email = email,
            UserName = email,
            IsAdmin = isAdmin,
            CreatedAt = now,
        };

        var created = await gate.RunAsync(() => users.CreateAsync(user, password), cancellationToken);
        if (created.IsFailure)
        {
            return created.Error;
        }

        return created.Value.Succeeded ? user : Read(created.Value.Errors.First());
    }

    private static Error Read(IdentityError error) => error.Code switch
    {
        nameof(IdentityErrorDescriber.DuplicateEmail) or nameof(IdentityErrorDescriber.DuplicateUserName) => AccountsErrors.UserExists,
        nameof(IdentityErrorDescriber.InvalidEmail) or nameof(IdentityErrorDescriber.InvalidUserName) =>
            Error.Validation("email.invalid", "Enter an e-mail address.", "email"),
        _ => Error.Validation(error.Code, error.Description, "password"),
    };
}

/// <summary>Holds every new password to the policy, whichever way it comes.</summary>
internal sealed class PolicyPasswordValidator : IPasswordValidator<User>
{
    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) => Task.FromResult(
        PasswordPolicy.Check(password ?? "", user.Email ?? "") is { } error
            ? IdentityResult.Failed(new IdentityError { Code = error.Code, Description = error.Message })
            : IdentityResult.Success);
}
