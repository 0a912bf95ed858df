using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Chatbots.Views;

/// <summary>Answers the messages of its integrations. As readers see it.</summary>
public sealed class Chatbot
{
    public Guid Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>A paused chatbot stores messages and answers none.</summary>
    public bool IsActive { get; init; }

    /// <summary>What the language model is told about its task.</summary>
    public string Instructions { get; init; } = "";

    /// <summary>The language model; empty for the installation's own.</summary>
    public string Model { get; init; } = "";

    /// <summary>From 0, always the likeliest words, to 2.</summary>
    public double Temperature { get; init; }

    /// <summary>The answer to a new contact's first messages.</summary>
    public string Greeting { get; init; } = "";

    /// <summary>The answer when nothing better is known.</summary>
    public string Fallback { get; init; } = "";

    /// <summary>Answers may be drawn from the knowledge base.</summary>
    public bool UsesKnowledge { get; init; }

    /// <summary>Words with which a contact asks for a person.</summary>
    public IReadOnlyList<string> HandoffWords { get; init; } = [];

    public TimeSpan QuietWindow { get; init; }

    public TimeSpan ReplyTimeToLive { get; init; }

    /// <summary>How many carrier segments one answer, or one SMS sent in its name, may take.</summary>
    public int SegmentBudget { get; init; }

    /// <summary>The language it answers in unless it is written to in another one; a BCP 47 tag.</summary>
    public string Language { get; init; } = "";

    /// <summary>When people are there to take over; null for always.</summary>
    public BusinessHours? BusinessHours { get; init; }

    /// <summary>What it does outside its business hours.</summary>
    public WhenClosed WhenClosed { get; init; }

    public string ClosedText { get; init; } = "";

    /// <summary>What it does when it knows no answer.</summary>
    public WhenUnsure WhenUnsure { get; init; }

    /// <summary>What it says as it hands a conversation over.</summary>
    public string HandoffText { get; init; } = "";

    /// <summary>How long a conversation that a person took over may be idle before the bot answers again; null for ever.</summary>
    public TimeSpan? ReturnToBotAfter { get; init; }

    /// <summary>How long an answer the model may write, in its tokens.</summary>
    public int MaxAnswerTokens { get; init; }

    /// <summary>How much of the conversation so far the model is shown, in its tokens.</summary>
    public int MemoryTokens { get; init; }

    /// <summary>How many tokens its answers may take in a day (UTC); 0 for any number.</summary>
    public long DailyTokenCap { get; init; }

    /// <summary>What its answers may cost in a day (UTC); 0 for any amount.</summary>
    public decimal DailyCostCap { get; init; }

    /// <summary>Its own words for leaving, returning and help, such as those of other languages.</summary>
    public ConsentVocabulary ConsentWords { get; init; } = ConsentVocabulary.None;

    /// <summary>Confirms an opt-out, where the provider does not.</summary>
    public string OptOutText { get; init; } = "";

    /// <summary>Confirms an opt-in, where the provider does not.</summary>
    public string OptInText { get; init; } = "";

    /// <summary>Answers a request for help, where the provider does not.</summary>
    public string HelpText { get; init; } = "";

    /// <summary>Its model is shown the pictures that contacts send. Only for models that can see.</summary>
    public bool ShowsPictures { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public static Chatbot Of(Domain.Chatbots.Chatbot chatbot) => new()
    {
        Id = chatbot.Id.Value,
        Name = chatbot.Name,
        IsActive = chatbot.IsActive,
        Instructions = chatbot.Instructions,
        Model = chatbot.Model,
        Temperature = chatbot.Temperature,
        Greeting = chatbot.Greeting,
        Fallback = chatbot.Fallback,
        UsesKnowledge = chatbot.UsesKnowledge,
        HandoffWords = chatbot.HandoffWords,
        QuietWindow = chatbot.QuietWindow,
        ReplyTimeToLive = chatbot.ReplyTimeToLive,
        SegmentBudget = chatbot.SegmentBudget,
        Language = chatbot.Language,
        BusinessHours = chatbot.BusinessHours,
        WhenClosed = chatbot.WhenClosed,
        ClosedText = chatbot.ClosedText,
        WhenUnsure = chatbot.WhenUnsure,
        HandoffText = chatbot.HandoffText,
        ReturnToBotAfter = chatbot.ReturnToBotAfter,
        MaxAnswerTokens = chatbot.MaxAnswerTokens,
        MemoryTokens = chatbot.MemoryTokens,
        DailyTokenCap = chatbot.DailyTokenCap,
        DailyCostCap = chatbot.DailyCostCap,
        ConsentWords = chatbot.ConsentWords,
        OptOutText = chatbot.OptOutText,
        OptInText = chatbot.OptInText,
        HelpText = chatbot.HelpText,
        ShowsPictures = chatbot.ShowsPictures,
        CreatedAt = chatbot.CreatedAt,
        UpdatedAt = chatbot.UpdatedAt,
    };
}
