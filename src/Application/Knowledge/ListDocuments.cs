using SmsPlatform.Application.Lists;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Application.Knowledge;

/// <summary>A page of a chatbot's documents, newest first.</summary>
public sealed record ListDocuments(ChatbotId ChatbotId, ListRequest<Views.Document> Request) : IQuery<Page<Views.Document>>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}

/// <summary>A page of each chatbot's documents, newest first.</summary>
public sealed record ListDocumentsOfChatbots(IReadOnlyCollection<Guid> ChatbotIds, ListRequest<Views.Document> Request)
    : IQuery<IReadOnlyDictionary<Guid, Page<Views.Document>>>, INarrowsToChatbot;

/// <summary>Documents by id; those of other workspaces are not in the answer.</summary>
public sealed record GetDocuments(IReadOnlyCollection<Guid> Ids) : IQuery<IReadOnlyDictionary<Guid, Views.Document>>, INarrowsToChatbot;

public sealed record GetDocument(ChatbotId ChatbotId, DocumentId Id) : IQuery<Views.Document>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => ChatbotId;
}
