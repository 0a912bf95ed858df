using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using OpenAI;

namespace SmsPlatform.Infrastructure.Ai;

/// <summary>Embeddings of an OpenAI-compatible server, for whoever needs the usual interface of .NET.</summary>
internal sealed class OpenAiEmbeddings(IHttpClientFactory clients, IOptions<AiOptions> options) : IEmbeddingGenerator<string, Embedding<float>>
{
    public const string Client = "ai-embeddings";
    private const int Retries = 2;

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var answer = await Connect().GenerateEmbeddingsAsync(values, null, cancellationToken);
        return new GeneratedEmbeddings<Embedding<float>>(
            answer.Value.OrderBy(embedding => embedding.Index).Select(embedding => new Embedding<float>(embedding.ToFloats())));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    // Cheap to make; what is dear, the connections, belongs to the factory.
    private OpenAI.Embeddings.EmbeddingClient Connect()
    {
        var settings = options.Value;
        var client = new OpenAIClient(
            new ApiKeyCredential(settings.ApiKey.Length > 0 ? settings.ApiKey : "none"),
            new OpenAIClientOptions
            {
                Endpoint = settings.Address,
                NetworkTimeout = settings.Timeout,
                RetryPolicy = new ClientRetryPolicy(Retries),
                Transport = new HttpClientPipelineTransport(clients.CreateClient(Client)),
            });
        return client.GetEmbeddingClient(settings.EmbeddingModel);
    }
}
