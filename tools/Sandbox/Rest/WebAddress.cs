namespace SmsPlatform.Sandbox.Rest;

/// <summary>Which URLs the provider takes.</summary>
internal static class WebAddress
{
    public static bool IsHttp(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && uri.Host.Length > 0;

    /// <summary>A callback's host must not hold an underscore, which no host name may.</summary>
    public static bool IsCallback(string url) => IsHttp(url) && !new Uri(url).Host.Contains('_', StringComparison.Ordinal);
}
