using System.Text.Json;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Lists;
using Views = SmsPlatform.Application.Messaging.Views;

namespace SmsPlatform.Infrastructure.Messaging;

/// <summary>How the module's views are read. What is indexed here has an index, or is bounded by one, in the configurations.</summary>
internal static class MessagingTables
{
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

    public static SqlTable<Views.Contact> Contacts { get; } = ContactsAs("p");

    public static SqlTable<Views.Conversation> Conversations { get; } = ConversationsFrom(
        "messaging.conversation_activity AS a JOIN messaging.conversations AS c ON c.id = a.conversation_id AND c.workspace_id = a.workspace_id",
        workspaceColumn: "a.workspace_id",
        id: "a.conversation_id",
        contacts: Contacts);

    /// <summary>The workspace's messages by their time.</summary>
    public static SqlTable<Views.Message> Messages { get; } = MessagesBy("messages", nameof(Views.Message.CreatedAt), MessageLanes.All);

    /// <summary>A conversation's messages in the order in which they were stored, which one index holds for each conversation.</summary>
    public static SqlTable<Views.Message> MessagesOfConversation { get; } = MessagesBy("conversation_messages", Seq, lanes: []);

    /// <summary>The workspace's dead letters by their time, all of which one partial index holds.</summary>
    public static SqlTable<Views.Message> DeadLetters { get; } = MessagesBy(
        "dead_letters",
        nameof(Views.Message.CreatedAt),
        lanes: [],
        from: $"messaging.messages AS m JOIN (SELECT) AS dead ON m.{Messaging.DeadLetters.Predicate.Replace("status", "m.status", StringComparison.Ordinal)}",
        isByCode: true);

    private const string Seq = "Seq";

    private static SqlTable<Views.Message> MessagesBy(
        string name, string order, IReadOnlyList<SqlLane> lanes, string from = "messaging.messages AS m", bool isByCode = false) =>
        new SqlTable<Views.Message>(name, from, "m.workspace_id")
        {
            Key = nameof(Views.Message.Id),
            DefaultOrder = [order],
            Lanes = lanes,
            ChatbotPredicate = "m.integration_id IN (SELECT n.id FROM channels.integrations AS n WHERE n.chatbot_id = {0})",
        }
        .Column(m => m.Id, "m.id", isIndexed: true)
        .EnumColumn(m => m.Channel, "m.channel", isIndexed: true)
        .EnumColumn(m => m.Direction, "m.direction", isIndexed: true)
        .EnumColumn(m => m.Status, "m.status", isIndexed: true)
        .Column(m => m.From, "m.\"from\"", isIndexed: true, isSelective: true)
        .Column(m => m.To, "m.\"to\"", isIndexed: true, isSelective: true)
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
        .Column(m => m.ErrorCode, "m.error_code", isIndexed: isByCode)
        .Column(m => m.ErrorMessage, "m.error_message")
        .Column(m => m.CreatedAt, "m.created_at", isIndexed: true, isSortable: true)
        .Column(m => m.SentAt, "m.sent_at")
        .Column(m => m.DeliveredAt, "m.delivered_at")
        .Column(m => m.ConversationId, "m.conversation_id", isIndexed: true)
        .Column(m => m.ContactId, "(SELECT o.contact_id FROM messaging.conversations AS o WHERE o.id = m.conversation_id)")
        .Column(m => m.ResponseMessageId, "m.response_message_id")
        .Column(m => m.Change, "NULL::int")
        .HiddenColumn<long>(Seq, "m.seq")
        .Row(m => m.Conversation, m => m.ConversationId, ConversationsFrom(
            "messaging.conversations AS c LEFT JOIN messaging.conversation_activity AS a ON a.conversation_id = c.id",
            workspaceColumn: "c.workspace_id",
            id: "c.id",
            contacts: Contacts))
        .Row(m => m.Contact, m => m.ContactId, ContactsAs("w"));

    private static SqlTable<Views.Conversation> ConversationsFrom(
        string from, string workspaceColumn, string id, SqlTable<Views.Contact> contacts) =>
        new SqlTable<Views.Conversation>("conversations", from, workspaceColumn)
        {
            Key = nameof(Views.Conversation.Id),
            DefaultOrder = [nameof(Views.Conversation.LastMessageAt)],
            ChatbotPredicate = "c.chatbot_id = {0}",
        }
        .Column(c => c.Id, id, isIndexed: true)
        .EnumColumn(c => c.Channel, "c.channel", isIndexed: true)
        .EnumColumn(c => c.Mode, "c.mode", isIndexed: true)
        .Column(c => c.ContactAddress, "c.contact_address", isIndexed: true, isSelective: true)
        .Column(c => c.OurAddress, "a.our_address")
        .Column(c => c.OptedOutAt, "c.opted_out_at")
        .Column(c => c.LastInboundAt, "a.last_inbound_at")
        .Column(c => c.LastMessageAt, "a.last_message_at", isIndexed: true, isSortable: true)
        .Column(c => c.CreatedAt, "c.created_at")
        .Column(c => c.ContactId, "c.contact_id", isIndexed: true)
        .Column(c => c.ChatbotId, "c.chatbot_id", isIndexed: true)
        .Column(c => c.AssignedTo, "c.assigned_to", isIndexed: true)
        .Column(c => c.UnreadCount, "greatest(coalesce(a.inbound_count, 0) - c.read_count, 0)::int")
        .Row(c => c.Contact, c => c.ContactId, contacts);

    private static SqlTable<Views.Contact> ContactsAs(string alias) =>
        new SqlTable<Views.Contact>("contacts", $"messaging.contacts AS {alias}", $"{alias}.workspace_id")
        {
            Key = nameof(Views.Contact.Id),
            DefaultOrder = [nameof(Views.Contact.Id)],
            ChatbotPredicate = $"EXISTS (SELECT FROM messaging.conversations AS n WHERE n.contact_id = {alias}.id AND n.chatbot_id = {{0}})",
        }
        .Column(p => p.Id, $"{alias}.id", isIndexed: true, isSortable: true)
        .Column(p => p.DisplayName, $"{alias}.display_name")
        .Column(p => p.CreatedAt, $"{alias}.created_at");
}
