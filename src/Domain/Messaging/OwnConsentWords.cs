using System.Collections.Frozen;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Domain.Messaging;

/// <summary>A chatbot's own words for leaving, returning and help, ready to be compared with every message it gets.</summary>
public sealed class OwnConsentWords
{
    // Spaces and punctuation around a word are no reason to miss it; a text much longer than any word is not looked at.
    private const int MaxLength = 2 * ConsentVocabulary.MaxWordLength;

    private readonly FrozenDictionary<string, ConsentWord> _words;

    private OwnConsentWords(FrozenDictionary<string, ConsentWord> words) => _words = words;

    public static OwnConsentWords None { get; } = Of(ConsentVocabulary.None);

    public static OwnConsentWords Of(ConsentVocabulary vocabulary)
    {
        var words = new Dictionary<string, ConsentWord>(StringComparer.OrdinalIgnoreCase);

        // Of a word that stands for two things, the one that silences us wins.
        Add(vocabulary.OptOut, ConsentWord.OptOut);
        Add(vocabulary.OptIn, ConsentWord.OptIn);
        Add(vocabulary.Help, ConsentWord.Help);
        return new OwnConsentWords(words.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));

        void Add(IReadOnlyList<string> own, ConsentWord meaning)
        {
            foreach (var word in own)
            {
                words.TryAdd(Plain(word), meaning);
            }
        }
    }

    /// <summary>What a message asks for, when a word of the chatbot's is all it says.</summary>
    public ConsentWord? Find(string body) =>
        _words.Count > 0 && body.Length <= MaxLength && _words.TryGetValue(Plain(body), out var word) ? word : null;

    /// <summary>Single spaces between words, no punctuation at the end: "arrêt !" is "arrêt".</summary>
    private static string Plain(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.', '!', '?', ',', ';', ':', ' ');
}
