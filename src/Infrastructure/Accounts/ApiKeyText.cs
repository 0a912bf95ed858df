using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Infrastructure.Accounts;

/// <summary>A key as programs hold it: <c>smsp_</c>, its id in 32 hexadecimal digits, <c>_</c>, its secret in 43 characters.</summary>
/// <remarks>The prefix lets scanners find keys that were published by mistake.</remarks>
internal static class ApiKeyText
{
    public const string Prefix = "smsp_";
    private const int SecretBytes = 32;
    private const int SecretLength = 43;
    private const int IdLength = 32;
    private const int Length = 5 + IdLength + 1 + SecretLength;

    public static (string Text, byte[] Digest) New(ApiKeyId id)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return ($"{PrefixOf(id)}{secret}", DigestOf(secret));
    }

    /// <summary>What may be shown of a key.</summary>
    public static string PrefixOf(ApiKeyId id) => $"{Prefix}{id.Value:N}_";

    /// <summary>False for what is no key of ours, whatever the database holds.</summary>
    public static bool TryParse(string text, out ApiKeyId id, out byte[] digest)
    {
        if (text.Length != Length
            || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || text[Prefix.Length + IdLength] != '_'
            || !Guid.TryParseExact(text.AsSpan(Prefix.Length, IdLength), "N", out var value))
        {
            (id, digest) = (default, []);
            return false;
        }

        (id, digest) = (ApiKeyId.From(value), DigestOf(text[^SecretLength..]));
        return true;
    }

    private static byte[] DigestOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
