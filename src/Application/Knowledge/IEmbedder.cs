using SmsPlatform.Domain;

namespace SmsPlatform.Application.Knowledge;

/// <summary>Turns texts into vectors whose directions are alike when the texts mean alike.</summary>
public interface IEmbedder
{
    /// <summary>The most texts of one call.</summary>
    const int MaxBatch = 64;

    /// <summary>Null when none is configured: then nothing is embedded.</summary>
    string? Model { get; }

    /// <returns>A vector for each text, each of length one; or why there is none.</returns>
    Task<Result<IReadOnlyList<float[]>>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken);
}
