using System.Collections.Frozen;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Domain.Messaging;

/// <summary>The words by which a person leaves, returns or asks for help. Carriers act on them, so the platform must agree.</summary>
public static class ConsentWords
{
    private static readonly FrozenDictionary<string, ConsentWord> Words = new (IReadOnlyList<string> Words, ConsentWord Meaning)[]
    {
        (ConsentVocabulary.Everywhere.OptOut, ConsentWord.OptOut),
        (ConsentVocabulary.Everywhere.OptIn, ConsentWord.OptIn),
        (ConsentVocabulary.Everywhere.Help, ConsentWord.Help),
        (["YES"], ConsentWord.OptInIfOptedOut),
    }.SelectMany(kind => kind.Words, (kind, word) => KeyValuePair.Create(word, kind.Meaning)).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, ConsentWord>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What a message asks for, or null when it is an ordinary one.</summary>
    /// <param name="body">Counts only when the word is all it says: "please stop by" is no opt-out.</param>
    /// <param name="optOutType">The provider's own reading (<c>STOP</c>, <c>START</c>, <c>HELP</c>); it knows the account's own word lists, so it wins.</param>
    public static SaidConsent? Classify(string body, string? optOutType) => optOutType?.Trim().ToUpperInvariant() switch
    {
        "STOP" => new SaidConsent(ConsentWord.OptOut, ConsentSource.Provider),
        "START" => new SaidConsent(ConsentWord.OptIn, ConsentSource.Provider),
        "HELP" => new SaidConsent(ConsentWord.Help, ConsentSource.Provider),
        _ => BySpan.TryGetValue(body.AsSpan().Trim(), out var word) ? new SaidConsent(word, ConsentSource.Keyword) : null,
    };
}
