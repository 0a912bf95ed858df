using System.Net;

namespace SmsPlatform.Infrastructure.Web;

/// <summary>Where an answer sends on to. Guarded clients follow by themselves, because each address has to be looked at first.</summary>
internal static class Redirects
{
    /// <param name="from">Whence the answer came, which the address may be relative to.</param>
    /// <returns>Null when the answer is no redirect.</returns>
    /// <exception cref="HttpRequestException">The address is none: like any other answer that cannot be read.</exception>
    public static Uri? Of(HttpResponseMessage response, Uri from)
    {
        var isRedirect = response.StatusCode
            is HttpStatusCode.MovedPermanently
            or HttpStatusCode.Found
            or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect
            or HttpStatusCode.PermanentRedirect;
        if (!isRedirect || response.Headers.Location is not { } location)
        {
            return null;
        }

        // A relative address is looked at no sooner than when it is put together, and may turn out to be none.
        return Uri.TryCreate(from, location, out var address)
            ? address
            : throw new HttpRequestException(HttpRequestError.InvalidResponse, "The redirect leads to no address.");
    }
}
