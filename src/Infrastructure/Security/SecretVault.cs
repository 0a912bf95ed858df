using System.Text;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Infrastructure.Security;

/// <summary>Seals credentials with AES-256-GCM. The place a credential belongs to is authenticated with it, so it opens nowhere else.</summary>
public sealed class SecretVault(EncryptionKeys keys, TimeProvider clock) : ISecretVault
{
    private const int Shown = 4;

    // Four characters of anything shorter would tell too much of it.
    private const int LeastLengthToShow = 16;

    public SealedSecret Seal(WorkspaceId workspaceId, IntegrationId integrationId, string field, string value)
    {
        var key = keys.Current;
        var bytes = Aead.Seal(key.Credentials, Encoding.UTF8.GetBytes(value), Place(workspaceId, integrationId, field));
        var last4 = value.Length >= LeastLengthToShow ? value[^Shown..] : "";
        return new SealedSecret(field, key.Id, Convert.ToBase64String(bytes), last4, clock.GetUtcNow());
    }

    public Result<string> Open(WorkspaceId workspaceId, IntegrationId integrationId, SealedSecret secret)
    {
        if (keys.Find(secret.KeyId) is not { } key)
        {
            return SecretErrors.KeyMissing;
        }

        var bytes = new byte[secret.Ciphertext.Length];
        if (!Convert.TryFromBase64String(secret.Ciphertext, bytes, out var length))
        {
            return SecretErrors.Unreadable;
        }

        return Aead.TryOpen(key.Credentials, bytes.AsSpan(0, length), Place(workspaceId, integrationId, secret.Field)) is { } plaintext
            ? Encoding.UTF8.GetString(plaintext)
            : SecretErrors.Unreadable;
    }

    public bool IsCurrent(SealedSecret secret) => secret.KeyId == keys.Current.Id;

    // Ids have a fixed length, so no two places read the same.
    private static byte[] Place(WorkspaceId workspaceId, IntegrationId integrationId, string field) =>
        Encoding.UTF8.GetBytes($"{workspaceId.Value:N}|{integrationId.Value:N}|{field}");
}
