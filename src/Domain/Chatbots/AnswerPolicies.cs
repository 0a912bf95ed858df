namespace SmsPlatform.Domain.Chatbots;

/// <summary>What a chatbot does outside its business hours.</summary>
public enum WhenClosed
{
    /// <summary>It answers as at any other time.</summary>
    Answer,

    /// <summary>It says that nobody is there, once in a while, and nothing else.</summary>
    SayClosed,

    /// <summary>It says so, and leaves the conversation to a person for when they are back.</summary>
    HandOff,
}

/// <summary>What a chatbot does when it knows no answer.</summary>
public enum WhenUnsure
{
    /// <summary>It says its fallback.</summary>
    SayFallback,

    /// <summary>It hands the conversation over to a person.</summary>
    HandOff,
}

/// <summary>Words by which a contact leaves, returns or asks for help, besides those that hold everywhere.</summary>
public sealed record ConsentVocabulary(IReadOnlyList<string> OptOut, IReadOnlyList<string> OptIn, IReadOnlyList<string> Help)
{
    public const int MaxWords = 50;
    public const int MaxWordLength = 30;

    public static ConsentVocabulary None { get; } = new([], [], []);

    /// <summary>Those that hold everywhere, whatever a chatbot would have them mean: Twilio acts on them.</summary>
    public static ConsentVocabulary Everywhere { get; } = new(
        ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"],
        ["START", "UNSTOP"],
        ["HELP", "INFO"]);
}
