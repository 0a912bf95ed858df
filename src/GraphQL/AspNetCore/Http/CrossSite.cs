using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace SmsPlatform.GraphQL.AspNetCore.Http;

/// <summary>
/// Recognises requests that a page of another site can make a browser send, cookies included, without the browser asking this server first.
/// </summary>
internal static class CrossSite
{
    private const string Preflight = "GraphQL-Preflight";

    /// <summary>Whether the request has a header that a browser sends to another site only after asking.</summary>
    public static bool HasPreflightHeader(IHeaderDictionary headers) =>
        headers.ContainsKey(Preflight)
        || headers.ContainsKey("Apollo-Require-Preflight")
        || headers.ContainsKey("X-Apollo-Operation-Name");

    /// <summary>Whether a GET request is to be refused.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="enforced">Whether a preflight header is needed always.</param>
    public static bool IsUnsafeGet(IHeaderDictionary headers, bool enforced)
    {
        // Images, scripts and forms of other pages come as no-cors; their answer is of no use to a GraphQL client.
        var embedded = headers.TryGetValue("Sec-Fetch-Mode", out StringValues mode) && mode == "no-cors";

        return (enforced || embedded)
            && !HasPreflightHeader(headers)
            && MediaType.Classify(headers.ContentType) != BodyKind.Json;
    }
}
