using SmsPlatform.Sandbox.Network;

namespace SmsPlatform.Sandbox.Media;

/// <summary>Makes attachments of the addresses a phone or a sender gives: <c>data:</c> URIs are kept, others fetched when asked for.</summary>
internal static class MediaItems
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".png"] = "image/png",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
        [".pdf"] = "application/pdf",
        [".txt"] = "text/plain",
        [".vcf"] = "text/vcard",
        [".mp3"] = "audio/mpeg",
        [".amr"] = "audio/amr",
        [".mp4"] = "video/mp4",
        [".3gp"] = "video/3gpp",
    };

    public static MediaItem Of(string url)
    {
        if (ParseData(url) is var (type, content))
        {
            return new MediaItem(Sids.New("ME"), type, content, url);
        }

        var path = Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.AbsolutePath : "";
        return new MediaItem(Sids.New("ME"), Types.GetValueOrDefault(Path.GetExtension(path), "image/jpeg"), null, url);
    }

    public static bool IsData(string url) => ParseData(url) is not null;

    private static (string Type, byte[] Content)? ParseData(string url)
    {
        const string Scheme = "data:";
        const string Base64 = ";base64";

        var comma = url.IndexOf(',', StringComparison.Ordinal);
        if (!url.StartsWith(Scheme, StringComparison.Ordinal) || comma < 0)
        {
            return null;
        }

        var header = url[Scheme.Length..comma];
        if (!header.EndsWith(Base64, StringComparison.Ordinal))
        {
            return (TypeOf(header), System.Text.Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url[(comma + 1)..])));
        }

        var bytes = new byte[url.Length - comma];
        return Convert.TryFromBase64Chars(url.AsSpan(comma + 1), bytes, out var length)
            ? (TypeOf(header[..^Base64.Length]), bytes[..length])
            : null;
    }

    private static string TypeOf(string header) =>
        header.Split(';')[0] is { Length: > 0 } type && System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(type, out _) ? type : "text/plain";
}
