using System.ClientModel;
using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using SmsPlatform.Application.Knowledge;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Knowledge;
using SmsPlatform.Infrastructure.Ai;

namespace SmsPlatform.Infrastructure.Knowledge;

/// <inheritdoc cref="IEmbedder"/>
internal sealed class Embedder(IEmbeddingGenerator<string, Embedding<float>> generator, IOptions<AiOptions> options, TimeProvider clock) : IEmbedder
{
    // Models read so much and no more; a passage is far shorter.
    private const int MaxCharacters = 8000;

    public string? Model => options.Value.HasEmbeddingModel ? options.Value.EmbeddingModel : null;

    public async Task<Result<IReadOnlyList<float[]>>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Value.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var embeddings = await generator.GenerateAsync(texts.Select(text => text.Cut(MaxCharacters)), null, either.Token);
            var vectors = embeddings.Select(embedding => Normalize(embedding.Vector.Span)).ToList();
            return vectors.Count == texts.Count && vectors.TrueForAll(vector => vector.Length > 0)
                ? Result<IReadOnlyList<float[]>>.Success(vectors)
                : KnowledgeErrors.EmbeddingUnavailable;
        }
        catch (Exception exception) when (
            exception is ClientResultException or HttpRequestException or IOException or FormatException or System.Text.Json.JsonException or AggregateException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return KnowledgeErrors.EmbeddingUnavailable;
        }
    }

    private static float[] Normalize(ReadOnlySpan<float> vector)
    {
        var length = TensorPrimitives.Norm(vector);
        if (!float.IsFinite(length) || length == 0)
        {
            return [];
        }

        var unit = new float[vector.Length];
        TensorPrimitives.Divide(vector, length, unit);
        return unit;
    }
}
