using SmsPlatform.Application.Channels;

namespace SmsPlatform.Infrastructure.Channels;

/// <summary>An address in the parts that proxies change.</summary>
internal readonly record struct UrlParts(string Scheme, string Authority, string Path, string Query)
{
    public string Host => Authority[..PortStart];

    public string Port => Authority[PortStart..];

    private int PortStart
    {
        get
        {
            var colon = Authority.LastIndexOf(':');
            return colon > Authority.LastIndexOf(']') && colon >= 0 ? colon : Authority.Length;
        }
    }

    public static UrlParts Of(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? url : url[(scheme + 3)..];
        var path = rest.AsSpan().IndexOfAny('/', '?');
        var (authority, target) = path < 0 ? (rest, "") : (rest[..path], rest[path..]);
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return new UrlParts(
            scheme < 0 ? "" : url[..scheme], authority, query < 0 ? target : target[..query], query < 0 ? "" : target[query..]);
    }

    public override string ToString() => $"{Scheme}://{Authority}{Path}{Query}";
}

/// <summary>The addresses a provider may have signed when it signed none of those that were tried.</summary>
/// <remarks>Forwarded headers count whoever sent them: they only suggest what to try, and a match is proof by itself.</remarks>
internal static class UrlHypotheses
{
    private const int Most = 240;

    private static readonly string[] Schemes = ["https", "http"];
    private static readonly string[] TargetHeaders = ["X-Original-Uri", "X-Forwarded-Uri", "X-Original-Url", "X-Rewrite-Url"];

    public static IReadOnlyList<string> For(WebhookRequest request, string? publicOrigin, ChannelAddresses? addresses)
    {
        var tried = request.Urls.Select(UrlParts.Of).ToList();
        var configured = publicOrigin is null ? default(UrlParts?) : UrlParts.Of(publicOrigin);

        var hosts = new List<string>(tried.Select(url => url.Authority));
        hosts.AddRange(Values(request, "X-Forwarded-Host"));
        hosts.AddRange(Values(request, "X-Original-Host"));
        hosts.AddRange(Values(request, "Host"));
        hosts.AddRange(Forwarded(request));
        if (configured is { } origin)
        {
            hosts.Add(origin.Authority);
        }

        foreach (var port in Values(request, "X-Forwarded-Port").Where(port => port.All(char.IsAsciiDigit)))
        {
            hosts.AddRange(hosts.ToList().Select(host => $"{new UrlParts("", host, "", "").Host}:{port}"));
        }

        List<string> prefixes = ["", .. Values(request, "X-Forwarded-Prefix"), .. Values(request, "X-Original-Prefix")];
        if (configured is { Path.Length: > 1 } withPath)
        {
            prefixes.Add(withPath.Path.TrimEnd('/'));
        }

        var targets = new List<string>(tried.Select(url => url.Path + url.Query));
        foreach (var header in TargetHeaders)
        {
            targets.AddRange(Values(request, header).Select(value => UrlParts.Of(value)).Select(url => url.Path + url.Query));
        }

        targets.AddRange(tried.Select(url => Slashed(url.Path) + url.Query));
        targets.AddRange(tried.Where(url => url.Query.Length > 0).Select(url => url.Path));
        if (addresses is not null)
        {
            targets.Add(UrlParts.Of(addresses.Webhook).Path);
        }

        return
        [
            .. request.Urls,
            .. (from host in hosts.Distinct()
                from scheme in Schemes
                from prefix in prefixes.Select(prefix => prefix.TrimEnd('/')).Distinct()
                from target in targets.Distinct()
                select $"{scheme}://{host}{prefix}{target}").Except(request.Urls).Take(Most),
        ];
    }

    private static string Slashed(string path) => path.EndsWith('/') ? path.TrimEnd('/') : path + "/";

    private static IEnumerable<string> Values(WebhookRequest request, string header) => request.Headers[header]
        .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Where(value => value.Length <= 500)
        .Take(4);

    private static IEnumerable<string> Forwarded(WebhookRequest request) => Values(request, "Forwarded")
        .SelectMany(value => value.Split(';', StringSplitOptions.TrimEntries))
        .Where(part => part.StartsWith("host=", StringComparison.OrdinalIgnoreCase))
        .Select(part => part[5..].Trim('"'));
}
