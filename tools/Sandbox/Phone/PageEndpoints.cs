using Microsoft.AspNetCore.Http.HttpResults;

namespace SmsPlatform.Sandbox.Phone;

/// <summary>The page with the phone, from the assembly itself.</summary>
internal static class PageEndpoints
{
    public static void MapPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", () => Embedded("index.html", "text/html; charset=utf-8"));
        routes.MapGet("/phone.css", () => Embedded("phone.css", "text/css; charset=utf-8"));
        routes.MapGet("/phone.js", () => Embedded("phone.js", "text/javascript; charset=utf-8"));
    }

    private static FileStreamHttpResult Embedded(string name, string contentType) =>
        TypedResults.Stream(typeof(PageEndpoints).Assembly.GetManifestResourceStream($"Page/{name}")!, contentType);
}
