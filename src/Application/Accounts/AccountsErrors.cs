using SmsPlatform.Domain;

namespace SmsPlatform.Application.Accounts;

public static class AccountsErrors
{
    public static readonly Error NotSignedIn = new("auth.not_signed_in", "Sign in first.", ErrorKind.Unauthenticated);

    public static readonly Error NotAllowed = new("auth.not_allowed", "Your role does not allow this.", ErrorKind.Forbidden);

    // The same for an unknown e-mail, a wrong password and a locked account: none of them is told apart.
    public static readonly Error InvalidCredentials =
        new("auth.invalid_credentials", "The e-mail or the password is wrong.", ErrorKind.Unauthenticated);

    public static readonly Error SessionOver = new("auth.session_over", "The session is over. Sign in again.", ErrorKind.Unauthenticated);

    public static readonly Error CrossSite = new("auth.cross_site", "A page of another site may not act with this cookie.", ErrorKind.Forbidden);

    public static readonly Error Busy = new("auth.busy", "Too many people sign in at this moment. Try again.", ErrorKind.RateLimited)
    {
        RetryAfter = TimeSpan.FromSeconds(2),
    };

    public static readonly Error WorkspaceNotFound = Error.NotFound("workspace.not_found", "There is no such workspace, or you are not a member of it.");

    public static readonly Error AlreadySetUp = Error.Conflict("setup.already_done", "This installation has an admin already. Sign in instead.");

    public static readonly Error SetupTokenInvalid = new(
        "setup.token_invalid",
        "The set-up link is not valid or has expired. Restart the platform to get a new one in its log.",
        ErrorKind.Forbidden);

    public static readonly Error UserExists = Error.Conflict("user.exists", "There is a user with this e-mail already.");

    public static Error TooManyAttempts(TimeSpan wait) =>
        new("auth.too_many_attempts", "Too many failed attempts. Wait before you try again.", ErrorKind.RateLimited) { RetryAfter = wait };
}
