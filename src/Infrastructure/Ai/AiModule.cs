using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Application.Ai;

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

        // Connections of its own, so that a server which hangs holds up nothing else. Its time limits are kept by whoever calls.
        services.AddHttpClient(OpenAiChatClient.HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                ConnectTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                AllowAutoRedirect = false,
                UseCookies = false,
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton<IChatClient, OpenAiChatClient>();
        services.AddSingleton<ModelCalls>();
        services.AddSingleton<ModelSpending>();
        services.AddSingleton<IAnswerModel, AnswerModel>();

        // The embedder keeps the time itself, over all tries.
        services.AddHttpClient(OpenAiEmbeddings.Client, client => client.Timeout = Timeout.InfiniteTimeSpan).RemoveAllLoggers();
        services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>, OpenAiEmbeddings>();
        return services;
    }
}
