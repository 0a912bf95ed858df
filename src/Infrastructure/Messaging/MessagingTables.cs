using System.Text.Json;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Lists;
using Views = SmsPlatform.Application.Messaging.Views;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>How the module's views are read. What is indexed here has an index, or is bounded by one, in the configurations.</summary>
internal static class MessagingTables
{
    public static SqlTable<Views.Message> Messages { get; } =
        new SqlTable<Views.Message>("messages", "messaging.messages AS m", "m.workspace_id")
        {
            Key = nameof(Views.Message.Id),
            DefaultOrder = [nameof(Views.Message.CreatedAt)],
            ChatbotPredicate = "m.integration_id IN (SELECT n.id FROM channels.integrations AS n WHERE n.chatbot_id = {0})",
        }
        .Column(m => m.Id, "m.id", isIndexed: true)
        .EnumColumn(m => m.Channel, "m.channel", isIndexed: true)
        .EnumColumn(m => m.Direction, "m.direction", isIndexed: true)
        .EnumColumn(m => m.Status, "m.status", isIndexed: true)
        .Column(m => m.From, "m.\"from\"", isIndexed: true)
        .Column(m => m.To, "m.\"to\"", isIndexed: true)
        .Column(m => m.Body, "m.body")
        .Column(
            m => m.Media,
            "m.media::text",
            media => JsonSerializer.Serialize(media, JsonSerializerOptions.Web),
            json => json == "[]" ? [] : JsonSerializer.Deserialize<List<MediaItem>>(json, JsonSerializerOptions.Web)!)
        .Column(m => m.Segments, "m.segments")
        .Column(m => m.Encoding, "m.encoding")
        .Column(m => m.Processed, "m.processed", isIndexed: true)
        .Column(m => m.ProcessedAt, "m.processed_at")
        .Column(m => m.ExternalId, "m.external_id")
        .Column(m => m.AccountSid, "m.account_id")
        .Column(m => m.ErrorCode, "m.error_code")
        .Column(m => m.ErrorMessage, "m.error_message")
        .Column(m => m.CreatedAt, "m.created_at", isIndexed: true, isSortable: true)
        .Column(m => m.SentAt, "m.sent_at")
        .Column(m => m.DeliveredAt, "m.delivered_at")
        .Column(m => m.ConversationId, "m.conversation_id", isIndexed: true)
        .Column(m => m.ResponseMessageId, "m.response_message_id")
        .Column(m => m.Change, "NULL::int");

    public static SqlTable<Views.Conversation> Conversations { get; } =
        new SqlTable<Views.Conversation>(
            "conversations",
            "messaging.conversation_activity AS a JOIN messaging.conversations AS c ON c.id = a.conversation_id",
            "a.workspace_id")
        {
            Key = nameof(Views.Conversation.Id),
            DefaultOrder = [nameof(Views.Conversation.LastMessageAt)],
            ChatbotPredicate = "c.chatbot_id = {0}",
        }
        .Column(c => c.Id, "a.conversation_id", isIndexed: true)
        .EnumColumn(c => c.Channel, "c.channel", isIndexed: true)
        .EnumColumn(c => c.Mode, "c.mode", isIndexed: true)
        .Column(c => c.ContactAddress, "c.contact_address", isIndexed: true)
        .Column(c => c.OurAddress, "c.our_address")
        .Column(c => c.OptedOutAt, "c.opted_out_at")
        .Column(c => c.LastInboundAt, "a.last_inbound_at")
        .Column(c => c.LastMessageAt, "a.last_message_at", isIndexed: true, isSortable: true)
        .Column(c => c.CreatedAt, "c.created_at")
        .Column(c => c.ContactId, "c.contact_id", isIndexed: true)
        .Column(c => c.ChatbotId, "c.chatbot_id", isIndexed: true);

    public static SqlTable<Views.Contact> Contacts { get; } =
        new SqlTable<Views.Contact>("contacts", "messaging.contacts AS p", "p.workspace_id")
        {
            Key = nameof(Views.Contact.Id),
            DefaultOrder = [nameof(Views.Contact.Id)],
            ChatbotPredicate = "EXISTS (SELECT FROM messaging.conversations AS n WHERE n.contact_id = p.id AND n.chatbot_id = {0})",
        }
        .Column(p => p.Id, "p.id", isIndexed: true, isSortable: true)
        .Column(p => p.DisplayName, "p.display_name")
        .Column(p => p.CreatedAt, "p.created_at");

    public static SqlTable<Views.ConsentEntry> Consent { get; } =
        new SqlTable<Views.ConsentEntry>("consent_entries", "messaging.consent_entries AS e", "e.workspace_id")
        {
            Key = nameof(Views.ConsentEntry.Id),
            DefaultOrder = [nameof(Views.ConsentEntry.Id)],
            ChatbotPredicate = "e.conversation_id IN (SELECT n.id FROM messaging.conversations AS n WHERE n.chatbot_id = {0})",
        }
        .Column(e => e.Id, "e.id", isIndexed: true, isSortable: true)
        .EnumColumn(e => e.Kind, "e.kind")
        .Column(e => e.Source, "e.source")
        .Column(e => e.MessageId, "e.message_id")
        .Column(e => e.CreatedAt, "e.created_at");
}
