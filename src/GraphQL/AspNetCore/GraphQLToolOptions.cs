using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;

namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>
/// The GraphQL IDE that browsers get at the endpoint with a trailing slash. The library ships none: <see cref="Files"/> brings one.
/// </summary>
public sealed class GraphQLToolOptions
{
    /// <summary>Whether the IDE is served. Default: true, once <see cref="Files"/> is set.</summary>
    public bool Enable { get; set; } = true;

    /// <summary>The static files of the IDE. <c>index.html</c> is what a browser gets first.</summary>
    public IFileProvider? Files { get; set; }

    /// <summary>The file whose content is made from these options, as the IDE asks for it. Default: <c>bcp-config.json</c>.</summary>
    public string ConfigurationFile { get; set; } = "bcp-config.json";

    /// <summary>
    /// Decides for each request whether the IDE may be served to it; a refused one is answered with 404. Default: everyone.
    /// </summary>
    public Func<HttpContext, bool>? Allow { get; set; }

    /// <summary>Called before a file of the IDE is sent, to set headers such as <c>Content-Security-Policy</c>.</summary>
    public Action<HttpContext>? PrepareResponse { get; set; }

    /// <summary>The title of the page.</summary>
    public string? Title { get; set; }

    /// <summary>The document that a new tab starts with.</summary>
    public string? Document { get; set; }

    /// <summary>Whether the IDE finds the endpoint from the browser's address. Default: true.</summary>
    public bool UseBrowserUrlAsGraphQLEndpoint { get; set; } = true;

    /// <summary>The endpoint, when it is not to be found from the browser's address.</summary>
    public string? GraphQLEndpoint { get; set; }

    /// <summary>Whether the IDE sends cookies with its requests.</summary>
    public bool? IncludeCookies { get; set; }

    /// <summary>Headers that the IDE sends with each request.</summary>
    public IHeaderDictionary? HttpHeaders { get; set; }

    /// <summary>The HTTP method that the IDE uses.</summary>
    public DefaultHttpMethod? HttpMethod { get; set; }

    /// <summary>Whether the IDE's telemetry is off. Default: true.</summary>
    public bool? DisableTelemetry { get; set; } = true;
}
