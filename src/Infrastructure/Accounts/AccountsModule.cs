namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>Where the module's tables live.</summary>
internal static class AccountsModule
{
    public const string Schema = "accounts";
}
