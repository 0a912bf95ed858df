using System.Security.Cryptography;

namespace SmsPlatform.Infrastructure.Security;

/// <summary>One of the installation's keys. It is never used itself; each purpose has its own key derived from it.</summary>
internal sealed class EncryptionKey
{
    private const int IdBytes = 8;

    public EncryptionKey(byte[] secret)
    {
        Id = Convert.ToHexStringLower(Derive(secret, "smsplatform/key-id", IdBytes));
        Credentials = Derive(secret, "smsplatform/credentials", Aead.KeyBytes);
        DataProtection = Derive(secret, "smsplatform/data-protection", Aead.KeyBytes);
        Links = Derive(secret, "smsplatform/links", Aead.KeyBytes);
    }

    /// <summary>Names the key beside what it sealed, and tells nothing about it.</summary>
    public string Id { get; }

    public byte[] Credentials { get; }

    public byte[] DataProtection { get; }

    /// <summary>Signs addresses that are good for a while.</summary>
    public byte[] Links { get; }

    /// <summary>Reads a key as settings hold it: 32 bytes in base64.</summary>
    /// <exception cref="InvalidSettingException">It is anything else.</exception>
    public static EncryptionKey Parse(string text, string setting)
    {
        var secret = new byte[Aead.KeyBytes + 1];
        return Convert.TryFromBase64String(text.Trim(), secret, out var length) && length == Aead.KeyBytes
            ? new EncryptionKey(secret[..length])
            : throw new InvalidSettingException(
                $"{setting} must be {Aead.KeyBytes} random bytes in base64. Make one with: openssl rand -base64 {Aead.KeyBytes}");
    }

    private static byte[] Derive(byte[] secret, string purpose, int length) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, length, salt: null, info: System.Text.Encoding.ASCII.GetBytes(purpose));
}
