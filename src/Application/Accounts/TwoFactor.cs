using SmsPlatform.Domain;

namespace SmsPlatform.Application.Accounts;

/// <summary>Whether the caller has a second factor, and how many recovery codes are left.</summary>
[RequiresPerson]
[BeforeSecondFactor]
public sealed record GetTwoFactor : IQuery<TwoFactorState>;

/// <summary>A person's second factor.</summary>
/// <param name="IsRequired">Admins need one here.</param>
public sealed record TwoFactorState(bool IsOn, int RecoveryCodesLeft, bool IsRequired);

/// <summary>Makes a secret for an authenticator app. It counts only once a code of it was confirmed; until then a new one may be made.</summary>
[RequiresPerson]
[BeforeSecondFactor]
public sealed record BeginTwoFactor : ICommand<TwoFactorSecret>;

/// <param name="Secret">In base32, as apps take it by hand.</param>
/// <param name="Uri"><c>otpauth://</c>, as apps take it from a QR code.</param>
public sealed record TwoFactorSecret(string Secret, string Uri);

/// <summary>Turns the second factor on with a code of the app, and ends the caller's other sessions. Answers the recovery codes, told only now.</summary>
/// <param name="Address">The client's network address.</param>
[RequiresPerson]
[BeforeSecondFactor]
public sealed record ConfirmTwoFactor(string Code, string Address) : ICommand<IReadOnlyList<string>>
{
    /// <summary>Keeps the code out of logs.</summary>
    public override string ToString() => nameof(ConfirmTwoFactor);
}

/// <summary>Makes new recovery codes; the former ones are good for nothing from now on.</summary>
/// <param name="Code">Of the app, or a recovery code.</param>
[RequiresPerson]
public sealed record RenewRecoveryCodes(string Code, string Address) : ICommand<IReadOnlyList<string>>
{
    /// <summary>Keeps the code out of logs.</summary>
    public override string ToString() => nameof(RenewRecoveryCodes);
}

/// <summary>Turns the second factor off. A session alone is not enough: whoever does it must have a code.</summary>
[RequiresPerson]
public sealed record TurnOffTwoFactor(string Code, string Address) : ICommand<Done>
{
    /// <summary>Keeps the code out of logs.</summary>
    public override string ToString() => nameof(TurnOffTwoFactor);
}
