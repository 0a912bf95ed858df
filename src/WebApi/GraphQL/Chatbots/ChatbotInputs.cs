using SmsPlatform.Domain;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.WebApi.Chatbots;
using Chatbot = SmsPlatform.Application.Chatbots.Views.Chatbot;
using ChatbotChanges = SmsPlatform.Domain.Chatbots.ChatbotChanges;

namespace SmsPlatform.WebApi.GraphQL.Chatbots;

/// <summary>A new chatbot; what is left out has its default.</summary>
/// <param name="Model">The language model; empty for the installation's own.</param>
/// <param name="Temperature">From 0, always the likeliest words, to 2.</param>
/// <param name="Greeting">The answer to a new contact's first messages.</param>
/// <param name="Fallback">The answer when nothing better is known.</param>
/// <param name="HandoffWords">Words with which a contact asks for a person.</param>
/// <param name="QuietWindowSeconds">How long a burst of messages is waited for.</param>
/// <param name="ReplyTimeToLiveSeconds">How old an automatic answer may get.</param>
/// <param name="SegmentBudget">Carrier segments of one message, at most.</param>
/// <param name="Language">A BCP 47 tag.</param>
/// <param name="WhenClosed">What it does outside its business hours.</param>
/// <param name="WhenUnsure">What it does when it knows no answer.</param>
/// <param name="HandoffText">What it says as it hands a conversation over.</param>
/// <param name="ReturnToBotAfterSeconds">How long a conversation that a person took over may be idle; 0 for ever.</param>
/// <param name="MaxAnswerTokens">How long an answer the model may write.</param>
/// <param name="MemoryTokens">How much of the conversation so far the model is shown.</param>
/// <param name="DailyTokenCap">How many tokens its answers may take in a day (UTC); 0 for any number.</param>
/// <param name="DailyCostCap">What its answers may cost in a day (UTC); 0 for any amount.</param>
/// <param name="ConsentWords">Words for leaving, returning and help besides those that hold everywhere.</param>
/// <param name="OptOutText">Confirms an opt-out, where the provider does not.</param>
/// <param name="OptInText">Confirms an opt-in, where the provider does not.</param>
/// <param name="HelpText">Answers a request for help, where the provider does not.</param>
/// <param name="ShowsPictures">The model is shown the pictures that contacts send; only for models that can see.</param>
public sealed record CreateChatbotInput(
    string Name,
    string? Instructions,
    string? Model,
    double? Temperature,
    string? Greeting,
    string? Fallback,
    bool? UsesKnowledge,
    IReadOnlyList<string>? HandoffWords,
    double? QuietWindowSeconds,
    double? ReplyTimeToLiveSeconds,
    int? SegmentBudget,
    string? Language,
    BusinessHoursInput? BusinessHours,
    WhenClosed? WhenClosed,
    string? ClosedText,
    WhenUnsure? WhenUnsure,
    string? HandoffText,
    double? ReturnToBotAfterSeconds,
    int? MaxAnswerTokens,
    int? MemoryTokens,
    long? DailyTokenCap,
    decimal? DailyCostCap,
    ConsentWordsInput? ConsentWords,
    string? OptOutText,
    string? OptInText,
    string? HelpText,
    bool? ShowsPictures)
{
    internal Result<ChatbotChanges> ToChanges() => new ChatbotRequest(
        Name,
        Instructions,
        Model,
        Temperature,
        Greeting,
        Fallback,
        UsesKnowledge,
        HandoffWords,
        QuietWindowSeconds,
        ReplyTimeToLiveSeconds,
        SegmentBudget,
        Language,
        BusinessHours?.ToModel(),
        WhenClosed is { } closed ? Words.Of(closed) : null,
        ClosedText,
        WhenUnsure is { } unsure ? Words.Of(unsure) : null,
        HandoffText,
        ReturnToBotAfterSeconds,
        MaxAnswerTokens,
        MemoryTokens,
        DailyTokenCap,
        DailyCostCap,
        ConsentWords?.ToModel(),
        OptOutText,
        OptInText,
        HelpText,
        ShowsPictures).ToChanges();
}

/// <summary>Changes of a chatbot; what is left out stays as it is.</summary>
/// <param name="Model">The language model; empty for the installation's own.</param>
/// <param name="Temperature">From 0, always the likeliest words, to 2.</param>
/// <param name="Greeting">The answer to a new contact's first messages.</param>
/// <param name="Fallback">The answer when nothing better is known.</param>
/// <param name="HandoffWords">Words with which a contact asks for a person.</param>
/// <param name="QuietWindowSeconds">How long a burst of messages is waited for.</param>
/// <param name="ReplyTimeToLiveSeconds">How old an automatic answer may get.</param>
/// <param name="SegmentBudget">Carrier segments of one message, at most.</param>
/// <param name="Language">A BCP 47 tag.</param>
/// <param name="BusinessHours">Without openings: always open.</param>
/// <param name="WhenClosed">What it does outside its business hours.</param>
/// <param name="WhenUnsure">What it does when it knows no answer.</param>
/// <param name="HandoffText">What it says as it hands a conversation over.</param>
/// <param name="ReturnToBotAfterSeconds">How long a conversation that a person took over may be idle; 0 for ever.</param>
/// <param name="MaxAnswerTokens">How long an answer the model may write.</param>
/// <param name="MemoryTokens">How much of the conversation so far the model is shown.</param>
/// <param name="DailyTokenCap">How many tokens its answers may take in a day (UTC); 0 for any number.</param>
/// <param name="DailyCostCap">What its answers may cost in a day (UTC); 0 for any amount.</param>
/// <param name="ConsentWords">Words for leaving, returning and help besides those that hold everywhere.</param>
/// <param name="OptOutText">Confirms an opt-out, where the provider does not.</param>
/// <param name="OptInText">Confirms an opt-in, where the provider does not.</param>
/// <param name="HelpText">Answers a request for help, where the provider does not.</param>
/// <param name="ShowsPictures">The model is shown the pictures that contacts send; only for models that can see.</param>
public sealed record UpdateChatbotInput(
    [property: ID<Chatbot>] Guid Id,
    string? Name,
    string? Instructions,
    string? Model,
    double? Temperature,
    string? Greeting,
    string? Fallback,
    bool? UsesKnowledge,
    IReadOnlyList<string>? HandoffWords,
    double? QuietWindowSeconds,
    double? ReplyTimeToLiveSeconds,
    int? SegmentBudget,
    string? Language,
    BusinessHoursInput? BusinessHours,
    WhenClosed? WhenClosed,
    string? ClosedText,
    WhenUnsure? WhenUnsure,
    string? HandoffText,
    double? ReturnToBotAfterSeconds,
    int? MaxAnswerTokens,
    int? MemoryTokens,
    long? DailyTokenCap,
    decimal? DailyCostCap,
    ConsentWordsInput? ConsentWords,
    string? OptOutText,
    string? OptInText,
    string? HelpText,
    bool? ShowsPictures)
{
    internal Result<ChatbotChanges> ToChanges() => new ChatbotRequest(
        Name,
        Instructions,
        Model,
        Temperature,
        Greeting,
        Fallback,
        UsesKnowledge,
        HandoffWords,
        QuietWindowSeconds,
        ReplyTimeToLiveSeconds,
        SegmentBudget,
        Language,
        BusinessHours?.ToModel(),
        WhenClosed is { } closed ? Words.Of(closed) : null,
        ClosedText,
        WhenUnsure is { } unsure ? Words.Of(unsure) : null,
        HandoffText,
        ReturnToBotAfterSeconds,
        MaxAnswerTokens,
        MemoryTokens,
        DailyTokenCap,
        DailyCostCap,
        ConsentWords?.ToModel(),
        OptOutText,
        OptInText,
        HelpText,
        ShowsPictures).ToChanges();
}

/// <summary>Words that count besides those that hold everywhere, such as STOP; a kind that is left out has none.</summary>
public sealed record ConsentWordsInput(IReadOnlyList<string>? OptOut, IReadOnlyList<string>? OptIn, IReadOnlyList<string>? Help)
{
    internal ConsentWordsModel ToModel() => new(OptOut, OptIn, Help);
}

/// <summary>A chatbot's settings as they might be; what is left out is as it is.</summary>
public sealed record ReplaySettingsInput(
    string? Instructions,
    string? Model,
    double? Temperature,
    string? Greeting,
    string? Fallback,
    bool? UsesKnowledge,
    IReadOnlyList<string>? HandoffWords,
    int? SegmentBudget,
    string? Language,
    BusinessHoursInput? BusinessHours,
    WhenClosed? WhenClosed,
    string? ClosedText,
    WhenUnsure? WhenUnsure,
    string? HandoffText,
    int? MaxAnswerTokens,
    int? MemoryTokens,
    ConsentWordsInput? ConsentWords,
    string? OptOutText,
    string? OptInText,
    string? HelpText,
    bool? ShowsPictures)
{
    internal Result<ChatbotChanges> ToChanges() => new ChatbotRequest(
        Instructions: Instructions,
        Model: Model,
        Temperature: Temperature,
        Greeting: Greeting,
        Fallback: Fallback,
        UsesKnowledge: UsesKnowledge,
        HandoffWords: HandoffWords,
        SegmentBudget: SegmentBudget,
        Language: Language,
        BusinessHours: BusinessHours?.ToModel(),
        WhenClosed: WhenClosed is { } closed ? Words.Of(closed) : null,
        ClosedText: ClosedText,
        WhenUnsure: WhenUnsure is { } unsure ? Words.Of(unsure) : null,
        HandoffText: HandoffText,
        MaxAnswerTokens: MaxAnswerTokens,
        MemoryTokens: MemoryTokens,
        ConsentWords: ConsentWords?.ToModel(),
        OptOutText: OptOutText,
        OptInText: OptInText,
        HelpText: HelpText,
        ShowsPictures: ShowsPictures).ToChanges();
}
