namespace SmsPlatform.Infrastructure.Knowledge;

/// <summary>The passages that the searches propose, with their ranks.</summary>
internal sealed class Proposals
{
    private readonly Dictionary<Guid, (double Score, int Rank)> _words = [];
    private readonly Dictionary<Guid, (double Cosine, int Rank)> _vectors = [];

    public bool HasVectors => _vectors.Count > 0;

    public static Proposals Of(IReadOnlyList<(Guid Id, double Score)> byWords, IReadOnlyList<(Guid Id, double Cosine)> byVectors)
    {
        var proposals = new Proposals();
        for (var rank = 0; rank < byWords.Count; rank++)
        {
            proposals._words[byWords[rank].Id] = (byWords[rank].Score, rank);
        }

        for (var rank = 0; rank < byVectors.Count; rank++)
        {
            proposals._vectors[byVectors[rank].Id] = (byVectors[rank].Cosine, rank);
        }

        return proposals;
    }

    /// <summary>So many of them, by both ranks.</summary>
    public IReadOnlyList<Guid> Best(int count) =>
        [.. _words.Keys.Union(_vectors.Keys)
            .OrderByDescending(id => ReciprocalRank.Of(_words.TryGetValue(id, out var word) ? word.Rank : null) + ReciprocalRank.Of(VectorRank(id)))
            .Take(count)];

    public double WordScore(Guid id) => _words.TryGetValue(id, out var found) ? found.Score : 0;

    public double? Cosine(Guid id) => _vectors.TryGetValue(id, out var found) ? found.Cosine : null;

    public int? VectorRank(Guid id) => _vectors.TryGetValue(id, out var found) ? found.Rank : null;
}

/// <summary>What a place in a ranking is worth when several rankings are put together.</summary>
internal static class ReciprocalRank
{
    // The usual constant: the first places differ, but none of them decides alone.
    private const double Smoothing = 60;

    public static double Of(int? rank) => rank is { } place ? 1 / (Smoothing + place + 1) : 0;
}
