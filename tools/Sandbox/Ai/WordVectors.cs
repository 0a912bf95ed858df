using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SmsPlatform.Sandbox.Ai;

/// <summary>
/// Embeddings that need no model: texts are alike as far as they share stems and parts of words. The same text has the same vector on
/// every machine. What means the same in other words is not alike, which a real model would see.
/// </summary>
internal static partial class WordVectors
{
    public const int DefaultDimensions = 512;
    public const int MaxDimensions = 4096;

    private const float StemWeight = 1;
    private const float PartsWeight = 0.5f;
    private const int PartLength = 3;

    // They are in every text and say nothing about it.
    private static readonly HashSet<string> Common =
    [
        "a", "about", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "do", "does", "did", "for", "from", "had", "has",
        "have", "he", "her", "him", "his", "how", "i", "if", "in", "is", "it", "its", "many", "may", "me", "much", "my", "no", "not", "of", "on",
        "or", "our", "shall", "she", "so", "such", "than", "that", "the", "their", "them", "there", "they", "this", "to", "was", "we", "were",
        "what", "when", "where", "which", "who", "whom", "why", "will", "with", "you", "your",
    ];

    private static readonly string[] Suffixes = ["ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "ly", "s", "y", "e"];

    /// <returns>A vector of length one.</returns>
    public static float[] Of(string text, int dimensions)
    {
        var counts = new Dictionary<string, int>();
        foreach (Match match in Word().Matches(Plain(text)))
        {
            counts[match.Value] = counts.GetValueOrDefault(match.Value) + 1;
        }

        var vector = new float[dimensions];
        foreach (var (word, count) in counts.Where(pair => !Common.Contains(pair.Key)))
        {
            var weight = 1 + MathF.Log(count);
            Add(vector, $"stem {Stem(word)}", StemWeight * weight);
            AddParts(vector, $"^{word}$", PartsWeight * weight);
        }

        // Of a text without a word that says anything, at least something that is always the same.
        if (Array.TrueForAll(vector, value => value == 0))
        {
            Add(vector, $"whole {text}", 1);
        }

        var length = MathF.Sqrt(vector.Sum(value => value * value));
        return Array.ConvertAll(vector, value => value / length);
    }

    private static void AddParts(float[] vector, string word, float weight)
    {
        var parts = Math.Max(1, word.Length - PartLength + 1);
        for (var start = 0; start < parts; start++)
        {
            Add(vector, $"part {word.Substring(start, Math.Min(PartLength, word.Length - start))}", weight / MathF.Sqrt(parts));
        }
    }

    // Each feature on a place and with a sign of its own, both by its hash: where two meet, they cancel as often as they add.
    private static void Add(float[] vector, string feature, float weight)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in Encoding.UTF8.GetBytes(feature))
        {
            hash = (hash ^ unit) * 1099511628211UL;
        }

        hash ^= hash >> 32;
        vector[(int)(hash % (ulong)vector.Length)] += ((hash >> 31) & 1) == 0 ? weight : -weight;
    }

    private static string Stem(string word)
    {
        var suffix = Array.Find(Suffixes, each => word.Length - each.Length >= 3 && word.EndsWith(each, StringComparison.Ordinal));
        return suffix is null ? word : word[..^suffix.Length];
    }

    private static string Plain(string text) =>
        string.Concat(text.ToLowerInvariant().Normalize(NormalizationForm.FormD)
            .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark));

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
