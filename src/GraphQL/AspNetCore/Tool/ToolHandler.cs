using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;

namespace SmsPlatform.GraphQL.AspNetCore.Tool;

/// <summary>Serves the IDE: its static files, and the one file that is made from the options.</summary>
internal sealed class ToolHandler(GraphQLToolOptions options)
{
    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Whether the IDE is there for this request.</summary>
    public bool Serves(HttpContext context) =>
        options is { Enable: true, Files: not null } && (options.Allow?.Invoke(context) ?? true);

    /// <summary>Whether a browser's address bar asks, rather than a program.</summary>
    public static bool IsNavigation(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>Sends the browser to the address with the slash, to which the IDE's own addresses are relative.</summary>
    public static void Redirect(HttpContext context) =>
        context.Response.Redirect($"{context.Request.PathBase}{context.Request.Path}/{context.Request.QueryString}");

    /// <summary>Sends a file.</summary>
    /// <param name="context">The request.</param>
    /// <param name="path">The file's path below the endpoint.</param>
    public async Task ServeAsync(HttpContext context, string path)
    {
        if (path == options.ConfigurationFile)
        {
            Prepare(context, "application/json; charset=utf-8");
            context.Response.Headers.CacheControl = "no-cache";
            await context.Response.BodyWriter.WriteAsync(Configuration());
            return;
        }

        var file = options.Files!.GetFileInfo(path.Length == 0 ? "index.html" : path);

        if (!file.Exists || file.IsDirectory)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        Prepare(context, ContentTypes.TryGetContentType(file.Name, out var type) ? type : "application/octet-stream");
        context.Response.ContentLength = file.Length;

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.SendFileAsync(file, context.RequestAborted);
        }
    }

    private void Prepare(HttpContext context, string contentType)
    {
        context.Response.ContentType = contentType;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        options.PrepareResponse?.Invoke(context);
    }

    // The names by which Banana Cake Pop reads its configuration.
    private byte[] Configuration() => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            options.Title,
            graphQLDocument = options.Document,
            UseBrowserUrlAsEndpoint = options.UseBrowserUrlAsGraphQLEndpoint,
            Endpoint = options.GraphQLEndpoint,
            options.IncludeCookies,
            HttpHeaders = options.HttpHeaders?.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            UseGet = options.HttpMethod is { } method ? method == DefaultHttpMethod.Get : (bool?)null,
            options.DisableTelemetry,
        },
        Json);
}
