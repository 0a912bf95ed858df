using Microsoft.EntityFrameworkCore;
using SmsPlatform.Application;
using SmsPlatform.Application.Knowledge;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Knowledge;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Lists;
using Views = SmsPlatform.Application.Knowledge.Views;

namespace SmsPlatform.Infrastructure.Knowledge;

internal sealed class ListDocumentsHandler(PlatformDbContext db, ListReader lists) : IQueryHandler<ListDocuments, Page<Views.Document>>
{
    public async Task<Result<Page<Views.Document>>> Handle(ListDocuments query, CancellationToken cancellationToken) =>
        await db.Chatbots.AnyAsync(chatbot => chatbot.Id == query.ChatbotId, cancellationToken)
            ? await lists.ReadAsync(KnowledgeTables.Documents, query.Request, cancellationToken, new SqlScope("d.chatbot_id", query.ChatbotId.Value))
            : ChatbotsErrors.NotFound;
}

internal sealed class ListDocumentsOfChatbotsHandler(ListReader lists)
    : IQueryHandler<ListDocumentsOfChatbots, IReadOnlyDictionary<Guid, Page<Views.Document>>>
{
    public Task<Result<IReadOnlyDictionary<Guid, Page<Views.Document>>>> Handle(
        ListDocumentsOfChatbots query, CancellationToken cancellationToken) =>
        lists.ReadByParentAsync(KnowledgeTables.Documents, "d.chatbot_id", query.ChatbotIds, query.Request, cancellationToken);
}

internal sealed class GetDocumentsHandler(ListReader lists) : IQueryHandler<GetDocuments, IReadOnlyDictionary<Guid, Views.Document>>
{
    public async Task<Result<IReadOnlyDictionary<Guid, Views.Document>>> Handle(GetDocuments query, CancellationToken cancellationToken) =>
        Result<IReadOnlyDictionary<Guid, Views.Document>>.Success(
            await lists.ReadByKeyAsync(KnowledgeTables.Documents, "d.id", query.Ids, document => document.Id, cancellationToken));
}

internal sealed class GetDocumentHandler(ListReader lists) : IQueryHandler<GetDocument, Views.Document>
{
    public async Task<Result<Views.Document>> Handle(GetDocument query, CancellationToken cancellationToken)
    {
        var found = await lists.ReadByKeyAsync(KnowledgeTables.Documents, "d.id", [query.Id.Value], document => document.Id, cancellationToken);
        return found.TryGetValue(query.Id.Value, out var document) && document.ChatbotId == query.ChatbotId.Value ? document : KnowledgeErrors.NotFound;
    }
}
