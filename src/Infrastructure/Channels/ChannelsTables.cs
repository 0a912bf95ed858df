using System.Text.Json;
using SmsPlatform.Application.Channels;
using SmsPlatform.Infrastructure.Lists;
using Views = SmsPlatform.Application.Channels.Views;

namespace SmsPlatform.Infrastructure.Channels;

/// <summary>How the module's views are read.</summary>
internal static class ChannelsTables
{
    public static SqlTable<Views.IntegrationLog> Logs { get; } =
        new SqlTable<Views.IntegrationLog>("integration_logs", "channels.integration_logs AS l", "l.workspace_id")
        {
            Key = nameof(Views.IntegrationLog.Id),
            DefaultOrder = [nameof(Views.IntegrationLog.Id)],
            ChatbotPredicate = "l.chatbot_id = {0}",
        }
        .Column(l => l.Id, "l.id", isIndexed: true, isSortable: true)
        .Column(l => l.IntegrationId, "l.integration_id")
        .EnumColumn(l => l.Channel, "l.channel")
        .EnumColumn(l => l.Event, "l.event")
        .Column(l => l.Code, "l.code")
        .Column(l => l.Message, "l.message")
        .Column(l => l.UserId, "l.user_id")
        .Column(l => l.CreatedAt, "l.created_at");

    public static SqlTable<Views.WebhookRejection> Rejections { get; } = OfRejections("rejections", "r.workspace_id");

    /// <summary>Those of every workspace and of none, for admins alone.</summary>
    public static SqlTable<Views.WebhookRejection> AllRejections { get; } = OfRejections("all_rejections", workspaceColumn: null);

    private static SqlTable<Views.WebhookRejection> OfRejections(string name, string? workspaceColumn) =>
        new SqlTable<Views.WebhookRejection>(name, "channels.webhook_rejections AS r", workspaceColumn)
        {
            Key = nameof(Views.WebhookRejection.Id),
            DefaultOrder = [nameof(Views.WebhookRejection.Id)],
            ChatbotPredicate = "r.chatbot_id = {0}",
        }
        .Column(r => r.Id, "r.id", isIndexed: true, isSortable: true)
        .Column(r => r.ChatbotId, "r.chatbot_id")
        .Column(r => r.IntegrationId, "r.integration_id")
        .EnumColumn(r => r.Channel, "r.channel")
        .Column(r => r.Reason, "r.reason")
        .Column(r => r.AccountId, "r.account_id")
        .Column(r => r.Address, "r.address")
        .Column(r => r.TriedUrls, "r.tried_urls::text", Json, Read<List<string>>)
        .Column(r => r.TriedVariants, "r.tried_variants")
        .Column(r => r.TriedKeys, "r.tried_keys::text", Json, Read<List<string>>)
        .Column(r => r.Diagnosis, "r.diagnosis::text", Json, Read<Diagnosis>)
        .Column(r => r.CreatedAt, "r.created_at");

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!;
}
