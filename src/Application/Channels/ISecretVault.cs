using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Application.Channels;

/// <summary>Seals the credentials of integrations. A ciphertext opens only for the workspace, integration and field it was sealed for.</summary>
public interface ISecretVault
{
    SealedSecret Seal(WorkspaceId workspaceId, IntegrationId integrationId, string field, string value);

    /// <summary>Fails with one of <see cref="SecretErrors"/>; the value must never be stored, logged or returned.</summary>
    Result<string> Open(WorkspaceId workspaceId, IntegrationId integrationId, SealedSecret secret);

    /// <summary>False for a secret that a former key sealed: it still opens, and is due to be sealed again.</summary>
    bool IsCurrent(SealedSecret secret);
}

public static class SecretErrors
{
    public static readonly Error KeyMissing = Error.Refused(
        "secret.key_missing",
        "The credential was encrypted with a key that this installation no longer has. Add that key to Encryption__PreviousKeys, or enter the credential again.");

    public static readonly Error Unreadable = Error.Refused(
        "secret.unreadable",
        "The stored credential is damaged or was moved here from elsewhere. Enter it again.");
}
