using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using SmsPlatform.Application.Messaging.Media;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Channels;
using SmsPlatform.Infrastructure.Security;

namespace SmsPlatform.Infrastructure.Messaging.Media;

/// <inheritdoc cref="IMediaLinks"/>
internal sealed class MediaLinks(EncryptionKeys keys, IOptions<MediaOptions> options, IOptionsMonitor<PublicAddressOptions> address) : IMediaLinks
{
    public string Sign(MessageId messageId, int ordinal, DateTimeOffset now)
    {
        // Whole lifetimes, so that the same attachment has the same address for a while and browsers can keep it.
        var lifetime = (long)options.Value.LinkLifetime.TotalSeconds;
        var expires = (now.ToUnixTimeSeconds() / lifetime + 2) * lifetime;
        var signature = Base64Url.EncodeToString(Compute(keys.Current, messageId, ordinal, expires));
        return $"{address.CurrentValue.AsConfigured}/media/{messageId.Value:D}/{ordinal}?expires={expires}&signature={signature}";
    }

    public bool IsValid(MessageId messageId, int ordinal, long expires, string signature, DateTimeOffset now)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (expires <= now.ToUnixTimeSeconds()
            || signature.Length != Base64Url.GetEncodedLength(given.Length)
            || !Base64Url.TryDecodeFromChars(signature, given, out var length)
            || length != given.Length)
        {
            return false;
        }

        // Links outlive a change of the key by their lifetime.
        var isValid = false;
        foreach (var key in keys.All)
        {
            isValid |= CryptographicOperations.FixedTimeEquals(given, Compute(key, messageId, ordinal, expires));
        }

        return isValid;
    }

    private static byte[] Compute(EncryptionKey key, MessageId messageId, int ordinal, long expires) =>
        HMACSHA256.HashData(key.Links, Encoding.ASCII.GetBytes($"{messageId.Value:N}/{ordinal}/{expires}"));
}
