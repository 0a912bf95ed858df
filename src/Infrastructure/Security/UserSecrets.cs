using System.Text;

namespace SmsPlatform.Infrastructure.Security;

/// <summary>Seals what belongs to one user with AES-256-GCM; it opens for no other user and no other purpose.</summary>
internal sealed class UserSecrets(EncryptionKeys keys)
{
    public string CurrentKeyId => keys.Current.Id;

    public byte[] Seal(Guid userId, string purpose, ReadOnlySpan<byte> secret) =>
        Aead.Seal(keys.Current.Credentials, secret, Place(userId, purpose));

    /// <summary>Null when the key is missing, or the bytes were sealed for something else.</summary>
    public byte[]? TryOpen(Guid userId, string purpose, string keyId, byte[] sealedBytes) =>
        keys.Find(keyId) is { } key ? Aead.TryOpen(key.Credentials, sealedBytes, Place(userId, purpose)) : null;

    private static byte[] Place(Guid userId, string purpose) => Encoding.UTF8.GetBytes($"user|{userId:N}|{purpose}");
}
