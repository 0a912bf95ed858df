using SmsPlatform.Application.Lists;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Chatbots;

/// <summary>A page of the workspace's chatbots, newest first.</summary>
public sealed record ListChatbots(ListRequest<Views.Chatbot> Request) : IQuery<Page<Views.Chatbot>>, INarrowsToChatbot;

/// <summary>Chatbots by id; those of other workspaces are not in the answer.</summary>
public sealed record GetChatbots(IReadOnlyCollection<Guid> Ids) : IQuery<IReadOnlyDictionary<Guid, Views.Chatbot>>, INarrowsToChatbot;

public sealed record GetChatbot(ChatbotId Id) : IQuery<Views.Chatbot>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => Id;
}
