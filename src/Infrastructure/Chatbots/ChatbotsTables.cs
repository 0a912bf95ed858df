using System.Text.Json;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Lists;
using Views = SmsPlatform.Application.Chatbots.Views;

namespace SmsPlatform.Infrastructure.Chatbots;

/// <summary>How the module's views are read. A workspace's chatbots are few, so a filter on them is a bounded scan of their index.</summary>
internal static class ChatbotsTables
{
    public static SqlTable<Views.Chatbot> Chatbots { get; } =
        new SqlTable<Views.Chatbot>("chatbots", "chatbots.chatbots AS c", "c.workspace_id")
        {
            Key = nameof(Views.Chatbot.Id),
            DefaultOrder = [nameof(Views.Chatbot.Id)],
            ChatbotPredicate = "c.id = {0}",
        }
        .Column(c => c.Id, "c.id", isIndexed: true, isSortable: true)
        .Column(c => c.Name, "c.name", isIndexed: true)
        .Column(c => c.IsActive, "c.is_active", isIndexed: true)
        .Column(c => c.Instructions, "c.instructions")
        .Column(c => c.Model, "c.model")
        .Column(c => c.Temperature, "c.temperature")
        .Column(c => c.Greeting, "c.greeting")
        .Column(c => c.Fallback, "c.fallback")
        .Column(c => c.UsesKnowledge, "c.uses_knowledge")
        .Column(c => c.HandoffWords, "c.handoff_words::text", Json, words => JsonSerializer.Deserialize<List<string>>(words, JsonSerializerOptions.Web)!)
        .Column(c => c.QuietWindow, "c.quiet_window")
        .Column(c => c.ReplyTimeToLive, "c.reply_time_to_live")
        .Column(c => c.SegmentBudget, "c.segment_budget")
        .Column(c => c.Language, "c.language")
        .Column(c => c.BusinessHours, "c.business_hours::text", Json, hours => JsonSerializer.Deserialize<BusinessHours>(hours, JsonSerializerOptions.Web))
        .EnumColumn(c => c.WhenClosed, "c.when_closed")
        .Column(c => c.ClosedText, "c.closed_text")
        .EnumColumn(c => c.WhenUnsure, "c.when_unsure")
        .Column(c => c.HandoffText, "c.handoff_text")
        .Column(c => c.ReturnToBotAfter, "c.return_to_bot_after")
        .Column(c => c.MaxAnswerTokens, "c.max_answer_tokens")
        .Column(c => c.MemoryTokens, "c.memory_tokens")
        .Column(c => c.DailyTokenCap, "c.daily_token_cap")
        .Column(c => c.DailyCostCap, "c.daily_cost_cap")
        .Column(c => c.ConsentWords, "c.consent_words::text", Json, words => JsonSerializer.Deserialize<ConsentVocabulary>(words, JsonSerializerOptions.Web)!)
        .Column(c => c.OptOutText, "c.opt_out_text")
        .Column(c => c.OptInText, "c.opt_in_text")
        .Column(c => c.HelpText, "c.help_text")
        .Column(c => c.ShowsPictures, "c.shows_pictures")
        .Column(c => c.CreatedAt, "c.created_at")
        .Column(c => c.UpdatedAt, "c.updated_at");

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);
}
