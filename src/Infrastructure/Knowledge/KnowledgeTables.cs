using SmsPlatform.Infrastructure.Lists;
using Views = SmsPlatform.Application.Knowledge.Views;

namespace SmsPlatform.Infrastructure.Knowledge;

/// <summary>How the module's views are read. A chatbot's documents are few, so a filter on them is a bounded scan of their index.</summary>
internal static class KnowledgeTables
{
    public static SqlTable<Views.Document> Documents { get; } =
        new SqlTable<Views.Document>("documents", "knowledge.documents AS d", "d.workspace_id")
        {
            Key = nameof(Views.Document.Id),
            DefaultOrder = [nameof(Views.Document.Id)],
            ChatbotPredicate = "d.chatbot_id = {0}",
        }
        .Column(d => d.Id, "d.id", isIndexed: true, isSortable: true)
        .Column(d => d.ChatbotId, "d.chatbot_id", isIndexed: true)
        .Column(d => d.Title, "d.title", isIndexed: true)
        .EnumColumn(d => d.Kind, "d.kind", isIndexed: true)
        .Column(d => d.Url, "d.url")
        .Column(d => d.Size, "d.size")
        .EnumColumn(d => d.Status, "d.status", isIndexed: true)
        .Column(d => d.Progress, "d.progress")
        .Column(d => d.ErrorCode, "d.error_code")
        .Column(d => d.ErrorMessage, "d.error_message")
        .Column(d => d.PassageCount, "d.passage_count")
        .Column(d => d.IndexedAt, "d.indexed_at")
        .Column(d => d.CreatedAt, "d.created_at")
        .Column(d => d.UpdatedAt, "d.updated_at");
}
