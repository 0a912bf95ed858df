namespace SmsPlatform.WebApi.Accounts;

/// <summary>Tells requests that a page of another site made a browser send along with our cookie.</summary>
/// <remarks>The cookie is SameSite=Strict already; but another port of the same host is the same site, and older browsers differ.</remarks>
internal static class CrossSite
{
    public static bool IsSuspect(HttpRequest request)
    {
        // A page may not read what a plain GET answers; a WebSocket it could read.
        var isHarmless = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
            && !request.Headers.Connection.ToString().Contains("upgrade", StringComparison.OrdinalIgnoreCase);
        if (isHarmless)
        {
            return false;
        }

        // Browsers set it, pages cannot; "none" is what the user typed or opened.
        if (request.Headers["Sec-Fetch-Site"] is [{ Length: > 0 } site])
        {
            return site is not ("same-origin" or "none");
        }

        return request.Headers.Origin is [{ Length: > 0 } origin]
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
