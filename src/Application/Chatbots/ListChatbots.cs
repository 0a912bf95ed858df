using SmsPlatform.Application.Lists;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Chatbots;

/// <summary>The workspace's chatbots, newest first.</summary>
public sealed record ListChatbots(KeysetRequest Page) : IQuery<KeysetPage<ChatbotRow>>;

public sealed record GetChatbot(ChatbotId Id) : IQuery<ChatbotRow>, IChatbotRequest
{
    ChatbotId? IChatbotRequest.Chatbot => Id;
}
