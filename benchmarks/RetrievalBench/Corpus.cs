using System.Numerics.Tensors;
using SmsPlatform.Application.Knowledge;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.RetrievalBench;

/// <summary>Made-up texts whose words are as unevenly spread as those of a language, the same in each run, and vectors that go with them.</summary>
/// <remarks>Every word has a direction of its own; a text's vector is the sum of its words', as a model's roughly is.</remarks>
internal sealed class Corpus(int dimensions) : IEmbedder
{
    private const int Vocabulary = 30_000;
    private const int Sentences = 6;
    private const int WordsOfSentence = 12;
    private const string Consonants = "bdfgklmnprstvz";
    private const string Vowels = "aeiou";

    private readonly float[]?[] _directions = new float[Vocabulary][];
    private readonly Dictionary<string, int> _places = Enumerable.Range(0, Vocabulary).ToDictionary(Word);

    public string? Model { get; set; } = "bench";

    public static Chunk Passage(int number)
    {
        var random = new Random(number);
        var sentences = Enumerable.Range(0, Sentences).Select(_ =>
        {
            var words = string.Join(' ', Enumerable.Range(0, WordsOfSentence).Select(_ => Word(Draw(random))));
            return $"{char.ToUpperInvariant(words[0])}{words[1..]}.";
        });
        return new Chunk($"Section {Word(Draw(random))}", string.Join(' ', sentences));
    }

    /// <summary>Asks for some words of some passage: of every frequency, as people do.</summary>
    public static string Question(int number, int passages, Func<int, Chunk> passage)
    {
        var random = new Random(-number - 1);
        var words = passage(random.Next(passages)).Text.Split(' ', '.').Where(word => word.Length > 0).ToArray();
        var asked = Enumerable.Range(0, random.Next(2, 6)).Select(_ => words[random.Next(words.Length)].ToLowerInvariant());
        return $"What is the {string.Join(' ', asked)}?";
    }

    public float[] VectorOf(string text)
    {
        var vector = new float[dimensions];
        foreach (var word in text.Split([' ', '.', '?', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (_places.TryGetValue(word.ToLowerInvariant(), out var place))
            {
                TensorPrimitives.Add(vector, Direction(place), vector);
            }
        }

        var length = TensorPrimitives.Norm(vector);
        TensorPrimitives.Divide(vector, length == 0 ? 1 : length, vector);
        return vector;
    }

    public Task<Result<IReadOnlyList<float[]>>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        Task.FromResult(Result<IReadOnlyList<float[]>>.Success([.. texts.Select(VectorOf)]));

    // Rare words say more, and models know it.
    private float[] Direction(int place)
    {
        if (_directions[place] is not { } direction)
        {
            var random = new Random(place);
            var weight = (float)Math.Log(2 + place);
            direction = [.. Enumerable.Range(0, dimensions).Select(_ => ((float)random.NextDouble() - 0.5f) * weight)];
            _directions[place] = direction;
        }

        return direction;
    }

    // Zipf's law by its inverse: the word at place n comes about 1/n as often as the first.
    private static int Draw(Random random) => (int)Math.Pow(Vocabulary, random.NextDouble()) - 1;

    private static string Word(int place)
    {
        var word = new List<char>();
        for (var rest = place + 80; rest > 0; rest /= Consonants.Length * Vowels.Length)
        {
            word.Add(Consonants[rest % Consonants.Length]);
            word.Add(Vowels[rest / Consonants.Length % Vowels.Length]);
        }

        return new string([.. word]);
    }
}
