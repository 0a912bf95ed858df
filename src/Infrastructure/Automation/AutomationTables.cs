using System.Text.Json;
using SmsPlatform.Domain.Automation;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Lists;
using KeywordRule = SmsPlatform.Application.Automation.Views.KeywordRule;
using ReplyTemplate = SmsPlatform.Application.Automation.Views.ReplyTemplate;

namespace SmsPlatform.Infrastructure.Automation;

/// <summary>How the module's views are read. A chatbot has some hundred rules at most, so a filter is a bounded scan.</summary>
internal static class AutomationTables
{
    public static SqlTable<KeywordRule> Rules { get; } =
        new SqlTable<KeywordRule>("rules", "automation.keyword_rules AS r", "r.workspace_id")
        {
            Key = nameof(KeywordRule.Id),
            DefaultOrder = [nameof(KeywordRule.Id)],
            ChatbotPredicate = "r.chatbot_id = {0}",
        }
        .Column(r => r.Id, "r.id", isIndexed: true, isSortable: true)
        .Column(r => r.ChatbotId, "r.chatbot_id", isIndexed: true)
        .Column(r => r.Name, "r.name", isIndexed: true)
        .Column(r => r.Priority, "r.priority", isIndexed: true, isSortable: true)
        .Column(r => r.IsActive, "r.is_active", isIndexed: true)
        .EnumColumn(r => r.Match, "r.match")
        .Column(r => r.Patterns, "r.patterns::text", Json, Read<List<string>>)
        .Column(r => r.Channels, "r.channels", channels => channels.Select(EnumText<Channel>.Text).ToArray(), texts => [.. texts.Select(EnumText<Channel>.Value)])
        .Column(r => r.Hours, "r.hours::text", Json, Read<BusinessHours>)
        .EnumColumn(r => r.Action, "r.action", isIndexed: true)
        .Column(r => r.TemplateId, "r.template_id", isIndexed: true)
        .Column(r => r.Tag, "r.tag")
        .Column(r => r.CreatedAt, "r.created_at")
        .Column(r => r.UpdatedAt, "r.updated_at");

    public static SqlTable<ReplyTemplate> Templates { get; } =
        new SqlTable<ReplyTemplate>("templates", "automation.reply_templates AS t", "t.workspace_id")
        {
            Key = nameof(ReplyTemplate.Id),
            DefaultOrder = [nameof(ReplyTemplate.Id)],
            ChatbotPredicate = "t.chatbot_id = {0}",
        }
        .Column(t => t.Id, "t.id", isIndexed: true, isSortable: true)
        .Column(t => t.ChatbotId, "t.chatbot_id", isIndexed: true)
        .Column(t => t.Name, "t.name", isIndexed: true)
        .Column(t => t.Body, "t.body")
        .Column(t => t.QuickReplies, "t.quick_replies::text", Json, Read<List<QuickReply>>)
        .Column(t => t.CreatedAt, "t.created_at")
        .Column(t => t.UpdatedAt, "t.updated_at");

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!;
}
