using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.WebApi.OpenApi;

namespace SmsPlatform.IntegrationTests.Tenancy;

/// <summary>One method of one mapped route of the running host.</summary>
/// <param name="Example">The request body that its endpoint documents, or an empty object.</param>
internal sealed record Route(string Method, RoutePattern Pattern, bool IsOpen, string Example)
{
    // In place of what an example leaves out.
    private const string Secret = "0123456789abcdef0123456789abcdef";

    /// <summary>As it is mapped: <c>/api/members/{userId}</c>.</summary>
    public string Template => "/" + Pattern.RawText!.TrimStart('/');

    public bool HasParameters => Pattern.Parameters.Count > 0;

    public bool Reads => Method == "GET";

    /// <summary>Everything that is mapped, so that a new endpoint is tested by being there.</summary>
    public static IReadOnlyList<Route> Of(IServiceProvider services) =>
    [
        .. from endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"]
           where method is not ("HEAD" or "OPTIONS")
           select new Route(
               method,
               endpoint.RoutePattern,
               endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null,
               endpoint.Metadata.OfType<ExampleAttribute>().FirstOrDefault(example => example.Status == 0)?.Json.Replace("…", Secret, StringComparison.Ordinal) ?? "{}"),
    ];

    /// <summary>The route with its parameters filled in. <paramref name="value"/> gets the literal before a parameter, and its name.</summary>
    public async Task<string> FillAsync(Func<string, string, Task<string>> value)
    {
        var path = "";
        var literal = "";
        foreach (var segment in Pattern.PathSegments)
        {
            path += "/";
            foreach (var part in segment.Parts)
            {
                if (part is RoutePatternParameterPart parameter)
                {
                    path += Uri.EscapeDataString(await value(literal, parameter.Name));
                    continue;
                }

                literal = part is RoutePatternLiteralPart text ? text.Content : literal;
                path += literal;
            }
        }

        return path.Length > 0 ? path : "/";
    }

    public override string ToString() => $"{Method} {Template}";
}
