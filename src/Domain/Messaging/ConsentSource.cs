namespace SmsPlatform.Domain.Messaging;

/// <summary>How a message came to say something about consent. The ledger's other sources are no message of the contact's.</summary>
public enum ConsentSource
{
    /// <summary>It is one of the words that hold everywhere.</summary>
    Keyword,

    /// <summary>The provider said so, by the account's own lists.</summary>
    Provider,

    /// <summary>It is one of the chatbot's own words, which no provider knows.</summary>
    OwnWord,
}

/// <summary>What a message says about consent, and by what it is known.</summary>
public readonly record struct SaidConsent(ConsentWord Word, ConsentSource Source);
