using Microsoft.AspNetCore.Http.Features;

namespace SmsPlatform.WebApi.Webhooks;

/// <summary>Says under which addresses a provider may know the current request; some providers sign the address they post to.</summary>
/// <remarks>
/// The configured public address comes first, because behind a proxy nothing else is sure. The request's own scheme, host and
/// prefix are what the forwarded-headers middleware made of them, and it listens to trusted proxies only. Path and query are
/// taken from the request line as they came: decoding and encoding them again would change what was signed.
/// </remarks>
internal static class WebhookUrls
{
    /// <param name="publicBaseUrl">The configured public address; null or empty when there is none.</param>
    /// <returns>Absolute addresses, the likeliest first, each once.</returns>
    public static IReadOnlyList<string> Of(HttpContext context, string? publicBaseUrl)
    {
        var request = context.Request;
        var target = RawTarget(context);
        var urls = new List<string>(3);
        if (!string.IsNullOrEmpty(publicBaseUrl))
        {
            var (origin, prefix) = Split(publicBaseUrl);

            // A proxy may take the prefix off before it passes the request on, or leave it.
            Add(urls, string.Concat(origin, prefix, target));
            if (StartsWithPath(target, prefix))
            {
                Add(urls, string.Concat(origin, target));
            }
        }

        if (request.Host.HasValue)
        {
            var origin = $"{request.Scheme}://{request.Host.Value}";
            var prefix = request.PathBase.ToUriComponent();
            Add(urls, StartsWithPath(target, prefix) ? origin + target : string.Concat(origin, prefix, target));
        }

        return urls;
    }

    /// <summary>The raw query with its question mark; empty when there is none.</summary>
    public static string RawQuery(HttpContext context)
    {
        var target = RawTarget(context);
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? "" : target[mark..];
    }

    private static string RawTarget(HttpContext context)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        if (raw.StartsWith('/'))
        {
            return raw;
        }

        // A request line may hold the whole address; its host is no surer than the Host header, so only the path counts.
        var authority = raw.IndexOf("://", StringComparison.Ordinal);
        if (authority >= 0)
        {
            var path = raw.AsSpan(authority + 3).IndexOfAny('/', '?');
            var rest = path < 0 ? "" : raw[(authority + 3 + path)..];
            return rest.StartsWith('/') ? rest : $"/{rest}";
        }

        var request = context.Request;
        return request.PathBase.ToUriComponent() + request.Path.ToUriComponent() + request.QueryString.ToUriComponent();
    }

    private static (string Origin, string Prefix) Split(string baseUrl)
    {
        var end = baseUrl.AsSpan().IndexOfAny('?', '#');
        var whole = (end < 0 ? baseUrl : baseUrl[..end]).TrimEnd('/');
        var authority = whole.IndexOf("://", StringComparison.Ordinal);
        var path = authority < 0 ? -1 : whole.IndexOf('/', authority + 3);
        return path < 0 ? (whole, "") : (whole[..path], whole[path..]);
    }

    private static bool StartsWithPath(string target, string prefix) =>
        prefix.Length == 0 ||
        (target.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) &&
            (target.Length == prefix.Length || target[prefix.Length] is '/' or '?'));

    private static void Add(List<string> urls, string url)
    {
        if (!urls.Contains(url))
        {
            urls.Add(url);
        }
    }
}
