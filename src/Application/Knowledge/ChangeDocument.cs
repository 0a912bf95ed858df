using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Knowledge;

namespace SmsPlatform.Application.Knowledge;

/// <summary>Deletes a document with its passages, and answers it as it was. Nothing is answered from it any more.</summary>
/// <param name="ChatbotId">Only if it is this chatbot's; null for any of the workspace.</param>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record DeleteDocument(DocumentId Id, ChatbotId? ChatbotId = null) : ICommand<Views.Document>, INarrowsToChatbot;

/// <summary>Reads a document's source again, a web page from its address. What is indexed serves until then.</summary>
/// <param name="ChatbotId">Only if it is this chatbot's; null for any of the workspace.</param>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record ReindexDocument(DocumentId Id, ChatbotId? ChatbotId = null) : ICommand<Views.Document>, INarrowsToChatbot;
