using SmsPlatform.Domain;
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
    BusinessHoursInput? BusinessHours)
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
        BusinessHours?.ToModel()).ToChanges();
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
    BusinessHoursInput? BusinessHours)
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
        BusinessHours?.ToModel()).ToChanges();
}
