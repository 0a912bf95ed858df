using SmsPlatform.Domain;

namespace SmsPlatform.Application.Accounts;

public static class AccountsErrors
{
    public static readonly Error NotSignedIn = new("auth.not_signed_in", "Sign in first.", ErrorKind.Unauthenticated);

    public static readonly Error NotAllowed = new("auth.not_allowed", "Your role does not allow this.", ErrorKind.Forbidden);
}
