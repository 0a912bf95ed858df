using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;

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

    public static readonly Error ChangedMeanwhile =
        Error.Conflict("user.changed_meanwhile", "Your account was changed at the same moment. Look at it, and try again.");

    public static readonly Error NotForKeys = new("auth.not_for_keys", "An API key cannot do this; a person has to sign in.", ErrorKind.Forbidden);

    public static readonly Error OtherChatbot = new("auth.other_chatbot", "This API key is for one chatbot only.", ErrorKind.Forbidden);

    public static readonly Error KeyInvalid =
        new("auth.key_invalid", "The API key is unknown, expired or revoked.", ErrorKind.Unauthenticated);

    public static readonly Error TwoFactorRequired =
        new("auth.two_factor_required", "Enter the code of your authenticator app, or a recovery code.", ErrorKind.Unauthenticated);

    public static readonly Error TwoFactorInvalid =
        new("auth.two_factor_invalid", "The code is wrong, or was used already.", ErrorKind.Unauthenticated);

    public static readonly Error TwoFactorSetupRequired =
        new("auth.two_factor_setup_required", "Admins need a second factor here. Set one up first.", ErrorKind.Forbidden);

    public static readonly Error TwoFactorOn = Error.Conflict("two_factor.already_on", "The second factor is on already.");

    public static readonly Error TwoFactorOff = Error.Conflict("two_factor.not_on", "There is no second factor to change.");

    public static readonly Error TwoFactorCodeWrong =
        Error.Validation("two_factor.code_wrong", "The code is wrong. Check the clock of your phone, and enter a new one.", "code");

    public static readonly Error PasswordWrong = Error.Validation("password.wrong", "This is not your current password.", "currentPassword");

    public static readonly Error SessionNotFound = Error.NotFound("session.not_found", "You have no such session.");

    public static readonly Error MemberNotFound = Error.NotFound("member.not_found", "There is no such member in this workspace.");

    public static readonly Error LastOwner =
        Error.Conflict("member.last_owner", "A workspace needs an owner. Make someone else an owner first.");

    public static readonly Error AlreadyMember = Error.Conflict("member.exists", "This person is a member already.");

    public static readonly Error TooManyWorkspaces = Error.Conflict("workspace.too_many", "You own too many workspaces already.");

    public static readonly Error InvitationNotFound = Error.NotFound("invitation.not_found", "There is no such invitation.");

    public static readonly Error TooManyInvitations =
        Error.Conflict("invitation.too_many", "Too many invitations are open. Withdraw some first.");

    // The same for one that never was, was used, was withdrawn or has expired.
    public static readonly Error InvitationInvalid = new(
        "invitation.invalid", "The invitation is not valid any more. Ask for a new one.", ErrorKind.Forbidden);

    public static readonly Error InvitationForSomeoneElse = new(
        "invitation.for_someone_else", "The invitation is for another e-mail address.", ErrorKind.Forbidden);

    public static readonly Error SignInToAccept = new(
        "invitation.sign_in_first", "You have an account already. Sign in with it, then accept the invitation.", ErrorKind.Unauthenticated);

    public static readonly Error ApiKeyNotFound = Error.NotFound("api_key.not_found", "There is no such API key.");

    public static readonly Error TooManyApiKeys = Error.Conflict("api_key.too_many", "The workspace has too many API keys. Revoke some first.");

    public static readonly Error ChatbotNotFound = Error.NotFound("chatbot.not_found", "There is no such chatbot.");

    public static Error ScopeMissing(ApiKeyScopes scope) =>
        new("auth.scope_missing", $"The API key lacks the scope '{scope.ToString().ToLowerInvariant()}'.", ErrorKind.Forbidden);

    public static Error TooManyAttempts(TimeSpan wait) =>
        new("auth.too_many_attempts", "Too many failed attempts. Wait before you try again.", ErrorKind.RateLimited) { RetryAfter = wait };
}
