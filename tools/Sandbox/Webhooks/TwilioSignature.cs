using System.Security.Cryptography;
using System.Text;

namespace SmsPlatform.Sandbox.Webhooks;

/// <summary>Signs a webhook as Twilio does: Base64 of HMAC-SHA1 over the URL and the form's parameters.</summary>
public static class TwilioSignature
{
    public const string Header = "X-Twilio-Signature";

    /// <summary>The signature of a form post; of a GET or a JSON post when there are no parameters.</summary>
    /// <remarks>The URL is taken exactly as configured, but for its fragment, which is not signed.</remarks>
    public static string Sign(string authToken, string url, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var text = new StringBuilder(WithoutFragment(url));

        // Of a repeated name each distinct value counts once, in ordinal order.
        foreach (var pair in parameters.Distinct().OrderBy(p => p.Key, StringComparer.Ordinal).ThenBy(p => p.Value, StringComparer.Ordinal))
        {
            text.Append(pair.Key).Append(pair.Value);
        }

        // The algorithm is Twilio's; nothing here can choose a stronger one.
#pragma warning disable CA5350
        var hash = HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(text.ToString()));
#pragma warning restore CA5350
        return Convert.ToBase64String(hash);
    }

    /// <summary>The URL of a JSON post, which carries the hash of its body.</summary>
    public static string WithBodyHash(string url, ReadOnlySpan<byte> body)
    {
        var bare = WithoutFragment(url);
        var separator = bare.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return $"{bare}{separator}bodySHA256={Convert.ToHexStringLower(SHA256.HashData(body))}";
    }

    internal static string WithoutFragment(string url)
    {
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? url : url[..hash];
    }
}
