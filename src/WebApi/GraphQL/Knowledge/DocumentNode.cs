using SmsPlatform.Application.Knowledge.Views;
using SmsPlatform.WebApi.GraphQL.Chatbots;
using Chatbot = SmsPlatform.Application.Chatbots.Views.Chatbot;

namespace SmsPlatform.WebApi.GraphQL.Knowledge;

/// <summary>Something a chatbot may answer from: a text, a file or a web page.</summary>
[ObjectType<Document>]
public static partial class DocumentNode
{
    [NodeResolver]
    public static Task<Document?> GetAsync(Guid id, DocumentByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(id, cancellationToken);

    /// <summary>Whose document it is.</summary>
    [BindMember(nameof(Document.ChatbotId))]
    public static Task<Chatbot?> GetChatbotAsync(
        [Parent(requires: nameof(Document.ChatbotId))] Document document, ChatbotByIdLoader loader, CancellationToken cancellationToken) =>
        loader.LoadAsync(document.ChatbotId, cancellationToken);
}

/// <summary>What a chatbot may answer from.</summary>
[ExtendObjectType<Chatbot>]
public static partial class ChatbotKnowledge
{
    /// <summary>Its documents, newest first. Through the loader, so that many chatbots cost one query.</summary>
    [UsePaging(MaxPageSize = 100, ConnectionName = "Documents", IncludeTotalCount = false)]
    public static async Task<Connection<Document>> GetDocumentsAsync(
        [Parent(requires: nameof(Chatbot.Id))] Chatbot chatbot,
        PagingArguments paging,
        DocumentsByChatbotLoader loader,
        CancellationToken cancellationToken) =>
        (await loader.With(paging).LoadRequiredAsync(chatbot.Id, cancellationToken)).ToConnection();
}
