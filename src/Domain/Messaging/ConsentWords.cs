using System.Collections.Frozen;

namespace SmsPlatform.Domain.Messaging;

/// <summary>The words by which a person leaves, returns or asks for help. Carriers act on them, so the platform must agree.</summary>
public static class ConsentWords
{
    private static readonly FrozenDictionary<string, ConsentWord> Words = new Dictionary<string, ConsentWord>
    {
        ["STOP"] = ConsentWord.OptOut,
        ["STOPALL"] = ConsentWord.OptOut,
        ["UNSUBSCRIBE"] = ConsentWord.OptOut,
        ["CANCEL"] = ConsentWord.OptOut,
        ["END"] = ConsentWord.OptOut,
        ["QUIT"] = ConsentWord.OptOut,
        ["REVOKE"] = ConsentWord.OptOut,
        ["OPTOUT"] = ConsentWord.OptOut,
        ["START"] = ConsentWord.OptIn,
        ["UNSTOP"] = ConsentWord.OptIn,
        ["YES"] = ConsentWord.OptInIfOptedOut,
        ["HELP"] = ConsentWord.Help,
        ["INFO"] = ConsentWord.Help,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, ConsentWord>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What a message asks for, or null when it is an ordinary one.</summary>
    /// <param name="body">Counts only when the word is all it says: "please stop by" is no opt-out.</param>
    /// <param name="optOutType">The provider's own reading (<c>STOP</c>, <c>START</c>, <c>HELP</c>); it knows the account's own word lists, so it wins.</param>
    public static ConsentWord? Classify(string body, string? optOutType) => optOutType?.Trim().ToUpperInvariant() switch
    {
        "STOP" => ConsentWord.OptOut,
        "START" => ConsentWord.OptIn,
        "HELP" => ConsentWord.Help,
        _ => BySpan.TryGetValue(body.AsSpan().Trim(), out var word) ? word : null,
    };
}
