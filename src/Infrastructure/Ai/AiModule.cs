using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace SmsPlatform.Infrastructure.Ai;

internal static class AiModule
{
    public static IServiceCollection AddAi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AiOptions>()
            .Bind(configuration.GetSection(AiOptions.Section))
            .Validate(options => options.IsEndpointSound, "Ai:Endpoint must be an absolute http or https address.")
            .Validate(
                options => options.Endpoint.Length > 0 || (options.Model.Length == 0 && options.EmbeddingModel.Length == 0),
                "Ai:Model and Ai:EmbeddingModel need Ai:Endpoint, the server that has them.")
            .Validate(
                options => options.Timeout > TimeSpan.Zero && options.MaxConcurrency > 0 && options.InputPrice >= 0 && options.OutputPrice >= 0,
                "Ai:Timeout and Ai:MaxConcurrency must be positive, and prices not negative.")
            .ValidateOnStart();
        return services;
    }
}
