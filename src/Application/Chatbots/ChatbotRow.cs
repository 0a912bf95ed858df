using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Chatbots;

/// <summary>A chatbot as it is shown.</summary>
public sealed record ChatbotRow(
    ChatbotId Id,
    string Name,
    bool IsActive,
    string Instructions,
    string Model,
    double Temperature,
    string Greeting,
    string Fallback,
    bool UsesKnowledge,
    IReadOnlyList<string> HandoffWords,
    TimeSpan QuietWindow,
    TimeSpan ReplyTimeToLive,
    int SegmentBudget,
    string Language,
    BusinessHours? BusinessHours,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static ChatbotRow Of(Chatbot chatbot) => new(
        chatbot.Id,
        chatbot.Name,
        chatbot.IsActive,
        chatbot.Instructions,
        chatbot.Model,
        chatbot.Temperature,
        chatbot.Greeting,
        chatbot.Fallback,
        chatbot.UsesKnowledge,
        chatbot.HandoffWords,
        chatbot.QuietWindow,
        chatbot.ReplyTimeToLive,
        chatbot.SegmentBudget,
        chatbot.Language,
        chatbot.BusinessHours,
        chatbot.CreatedAt,
        chatbot.UpdatedAt);
}
