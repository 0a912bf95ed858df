using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace SmsPlatform.WebApi.OpenApi;

/// <summary>The description of the REST API at <c>/openapi/v1.json</c>.</summary>
internal static class PlatformOpenApi
{
    public static void AddPlatformOpenApi(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "SmsPlatform",
                Version = "v1",
                Description = "Answers people's text messages. Errors are RFC 9457 problem details with a stable `code`.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["bearer"] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "The accessToken of POST /api/auth/login, or an API key.",
                },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            foreach (var example in context.Description.ActionDescriptor.EndpointMetadata.OfType<ExampleAttribute>())
            {
                example.ApplyTo(operation);
            }

            return Task.CompletedTask;
        });
    });
}

/// <summary>An example for an operation: of its request body, or of the response with a status.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ExampleAttribute(string json, int status = 0) : Attribute
{
    /// <summary>The response's status; 0 for the request.</summary>
    public int Status { get; } = status;

    public string Json { get; } = json;

    public void ApplyTo(OpenApiOperation operation)
    {
        var content = Status == 0
            ? operation.RequestBody?.Content
            : operation.Responses?.GetValueOrDefault(Status.ToString(System.Globalization.CultureInfo.InvariantCulture))?.Content;
        foreach (var media in content?.Values ?? [])
        {
            media.Example = JsonNode.Parse(Json);
        }
    }
}
