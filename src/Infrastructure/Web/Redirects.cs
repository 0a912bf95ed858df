using System.Net;

namespace SmsPlatform.Infrastructure.Web;

/// <summary>Where an answer sends on to. Guarded clients follow by themselves, because each address has to be looked at first.</summary>
internal static class Redirects
{
    /// <returns>The address, which may be relative; null when the answer is no redirect.</returns>
    public static Uri? Of(HttpResponseMessage response) => response.StatusCode
        is HttpStatusCode.MovedPermanently
        or HttpStatusCode.Found
        or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect
        or HttpStatusCode.PermanentRedirect
            ? response.Headers.Location
            : null;
}
