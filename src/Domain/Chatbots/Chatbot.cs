using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Domain.Chatbots;

/// <summary>Answers the messages of its integrations.</summary>
public sealed class Chatbot
{
    public const int MaxNameLength = 100;
    public const int MaxTextLength = 1600;
    public const int MaxInstructionsLength = 8000;
    public const int MaxModelLength = 100;
    public const int MaxLanguageLength = 35;
    public const int MaxHandoffWords = 50;
    public const int MaxHandoffWordLength = 50;
    public const double MaxTemperature = 2;
    public const int MaxSegmentBudget = 110;
    public const string DefaultGreeting = "Hi, thanks for your message! How can we help you?";
    public const string DefaultFallback = "Thanks, we got your message and will get back to you.";
    public const string DefaultLanguage = "en";
    public const double DefaultTemperature = 0.3;

    /// <summary>The longest message that Twilio takes at once has eleven segments.</summary>
    public const int DefaultSegmentBudget = 12;

    public const string DefaultHandoffText = "One moment please, a person will get back to you.";
    public const string DefaultClosedText = "We are closed right now. We will get back to you when we are here again.";
    public const string DefaultOptOutText = "You have been unsubscribed and will get no more messages. Reply START to get them again.";
    public const string DefaultOptInText = "You are subscribed again. Reply STOP to unsubscribe.";
    public const string DefaultHelpText = "This is an automatic service. Reply STOP to unsubscribe.";
    public const int DefaultAnswerTokens = 500;
    public const int MinAnswerTokens = 50;
    public const int MaxAnswerTokensLimit = 4000;
    public const int DefaultMemoryTokens = 1000;
    public const int MaxMemoryTokensLimit = 16_000;
    public const long DefaultDailyTokenCap = 500_000;

    public static readonly TimeSpan DefaultReturnToBotAfter = TimeSpan.FromHours(24);
    public static readonly TimeSpan MaxReturnToBotAfter = TimeSpan.FromDays(90);
    public static readonly TimeSpan MaxQuietWindow = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan MinReplyTimeToLive = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan MaxReplyTimeToLive = TimeSpan.FromHours(24);

    private Chatbot(ChatbotId id, WorkspaceId workspaceId, string name, DateTimeOffset createdAt)
    {
        Id = id;
        WorkspaceId = workspaceId;
        Name = name;
        CreatedAt = createdAt;
        UpdatedAt = createdAt;
    }

    public ChatbotId Id { get; }

    public WorkspaceId WorkspaceId { get; }

    public string Name { get; private set; }

    /// <summary>What the language model is told about its task; empty for nothing beyond the platform's own rules.</summary>
    public string Instructions { get; private set; } = "";

    /// <summary>The language model; empty for the installation's own.</summary>
    public string Model { get; private set; } = "";

    /// <summary>From 0, always the likeliest words, to 2.</summary>
    public double Temperature { get; private set; } = DefaultTemperature;

    /// <summary>The answer to a new contact's first messages.</summary>
    public string Greeting { get; private set; } = DefaultGreeting;

    /// <summary>The answer when nothing better is known.</summary>
    public string Fallback { get; private set; } = DefaultFallback;

    /// <summary>Answers may be drawn from the knowledge base.</summary>
    public bool UsesKnowledge { get; private set; } = true;

    /// <summary>Its model is shown the pictures that contacts send. Only for models that can see.</summary>
    public bool ShowsPictures { get; private set; }

    /// <summary>Words with which a contact asks for a person.</summary>
    public IReadOnlyList<string> HandoffWords { get; private set; } = [];

    /// <summary>A paused chatbot stores messages and answers none.</summary>
    public bool IsActive { get; private set; } = true;

    /// <summary>How long a conversation must be quiet before it is answered, so that a burst gets one answer.</summary>
    public TimeSpan QuietWindow { get; private set; } = TimeSpan.FromSeconds(1);

    /// <summary>How old an automatic answer may get before it is no longer sent.</summary>
    public TimeSpan ReplyTimeToLive { get; private set; } = TimeSpan.FromMinutes(15);

    /// <summary>How many carrier segments one answer, or one SMS sent in its name, may take.</summary>
    public int SegmentBudget { get; private set; } = DefaultSegmentBudget;

    /// <summary>The language it answers in unless it is written to in another one; a BCP 47 tag such as <c>en-GB</c>.</summary>
    public string Language { get; private set; } = DefaultLanguage;

    /// <summary>When people are there to take over; null for always.</summary>
    public BusinessHours? BusinessHours { get; private set; }

    /// <summary>What it does outside its business hours.</summary>
    public WhenClosed WhenClosed { get; private set; }

    public string ClosedText { get; private set; } = DefaultClosedText;

    /// <summary>What it does when it knows no answer.</summary>
    public WhenUnsure WhenUnsure { get; private set; }

    /// <summary>What it says as it hands a conversation over.</summary>
    public string HandoffText { get; private set; } = DefaultHandoffText;

    /// <summary>How long a conversation that a person took over may be idle before the bot answers again; null for ever.</summary>
    public TimeSpan? ReturnToBotAfter { get; private set; } = DefaultReturnToBotAfter;

    /// <summary>How long an answer the model may write, in its tokens.</summary>
    public int MaxAnswerTokens { get; private set; } = DefaultAnswerTokens;

    /// <summary>How much of the conversation so far the model is shown, in its tokens.</summary>
    public int MemoryTokens { get; private set; } = DefaultMemoryTokens;

    /// <summary>How many tokens its answers may take in a day (UTC); 0 for any number.</summary>
    public long DailyTokenCap { get; private set; } = DefaultDailyTokenCap;

    /// <summary>What its answers may cost in a day (UTC), at the prices that are set; 0 for any amount.</summary>
    public decimal DailyCostCap { get; private set; }

    /// <summary>Its own words for leaving, returning and help, such as those of other languages.</summary>
    public ConsentVocabulary ConsentWords { get; private set; } = ConsentVocabulary.None;

    /// <summary>Confirms an opt-out, where the provider does not.</summary>
    public string OptOutText { get; private set; } = DefaultOptOutText;

    /// <summary>Confirms an opt-in, where the provider does not.</summary>
    public string OptInText { get; private set; } = DefaultOptInText;

    /// <summary>Answers a request for help, where the provider does not.</summary>
    public string HelpText { get; private set; } = DefaultHelpText;

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public static Chatbot Create(WorkspaceId workspaceId, string name, DateTimeOffset now) =>
        new(ChatbotId.New(now), workspaceId, name, now);

    /// <summary>Takes over what the changes name; what they leave out stays as it is.</summary>
    /// <remarks>The changes have been validated.</remarks>
    public void Change(ChatbotChanges changes, DateTimeOffset now)
    {
        Name = changes.Name ?? Name;
        Instructions = changes.Instructions ?? Instructions;
        Model = changes.Model ?? Model;
        Temperature = changes.Temperature ?? Temperature;
        Greeting = changes.Greeting ?? Greeting;
        Fallback = changes.Fallback ?? Fallback;
        UsesKnowledge = changes.UsesKnowledge ?? UsesKnowledge;
        HandoffWords = changes.HandoffWords is { } words ? Distinct(words) : HandoffWords;
        QuietWindow = changes.QuietWindow ?? QuietWindow;
        ReplyTimeToLive = changes.ReplyTimeToLive ?? ReplyTimeToLive;
        SegmentBudget = changes.SegmentBudget ?? SegmentBudget;
        Language = changes.Language ?? Language;
        BusinessHours = changes.BusinessHours is { } hours ? (hours.Openings.Count > 0 ? hours : null) : BusinessHours;
        WhenClosed = changes.WhenClosed ?? WhenClosed;
        ClosedText = changes.ClosedText ?? ClosedText;
        WhenUnsure = changes.WhenUnsure ?? WhenUnsure;
        HandoffText = changes.HandoffText ?? HandoffText;
        ReturnToBotAfter = changes.ReturnToBotAfter is { } idle ? (idle > TimeSpan.Zero ? idle : null) : ReturnToBotAfter;
        MaxAnswerTokens = changes.MaxAnswerTokens ?? MaxAnswerTokens;
        MemoryTokens = changes.MemoryTokens ?? MemoryTokens;
        DailyTokenCap = changes.DailyTokenCap ?? DailyTokenCap;
        DailyCostCap = changes.DailyCostCap ?? DailyCostCap;
        ConsentWords = changes.ConsentWords is { } own
            ? new ConsentVocabulary(Distinct(own.OptOut), Distinct(own.OptIn), Distinct(own.Help))
            : ConsentWords;
        OptOutText = changes.OptOutText ?? OptOutText;
        OptInText = changes.OptInText ?? OptInText;
        HelpText = changes.HelpText ?? HelpText;
        ShowsPictures = changes.ShowsPictures ?? ShowsPictures;
        UpdatedAt = now;
    }

    /// <summary>What the clock on the chatbot's wall shows: in the time zone of its business hours, else UTC.</summary>
    public DateTimeOffset LocalTime(DateTimeOffset now) => BusinessHours?.LocalTime(now) ?? now.ToUniversalTime();

    public void Pause(DateTimeOffset now)
    {
        IsActive = false;
        UpdatedAt = now;
    }

    public void Resume(DateTimeOffset now)
    {
        IsActive = true;
        UpdatedAt = now;
    }

    private static string[] Distinct(IEnumerable<string> words) =>
        [.. words.Select(word => word.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)];
}

/// <summary>What is to become of a chatbot's settings; null leaves one as it is.</summary>
/// <param name="Model">Empty for the installation's own.</param>
/// <param name="BusinessHours">Without an opening: always open.</param>
/// <param name="ReturnToBotAfter">Zero for never.</param>
public sealed record ChatbotChanges(
    string? Name = null,
    string? Instructions = null,
    string? Model = null,
    double? Temperature = null,
    string? Greeting = null,
    string? Fallback = null,
    bool? UsesKnowledge = null,
    IReadOnlyList<string>? HandoffWords = null,
    TimeSpan? QuietWindow = null,
    TimeSpan? ReplyTimeToLive = null,
    int? SegmentBudget = null,
    string? Language = null,
    BusinessHours? BusinessHours = null,
    WhenClosed? WhenClosed = null,
    string? ClosedText = null,
    WhenUnsure? WhenUnsure = null,
    string? HandoffText = null,
    TimeSpan? ReturnToBotAfter = null,
    int? MaxAnswerTokens = null,
    int? MemoryTokens = null,
    long? DailyTokenCap = null,
    decimal? DailyCostCap = null,
    ConsentVocabulary? ConsentWords = null,
    string? OptOutText = null,
    string? OptInText = null,
    string? HelpText = null,
    bool? ShowsPictures = null);
