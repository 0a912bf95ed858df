namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>The section <c>Accounts</c>.</summary>
public sealed class AccountsOptions
{
    /// <summary>An admin without a second factor may do nothing but set one up.</summary>
    public bool RequireTwoFactorForAdmins { get; set; }
}
