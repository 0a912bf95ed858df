using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;

namespace SmsPlatform.Application.Channels;

/// <summary>Whose an integration is, for edges that are given nothing but its id. It tells nothing else, so any key may ask.</summary>
[RequiresScope(ApiKeyScopes.None)]
public sealed record FindChatbotOf(IntegrationId Id) : IQuery<ChatbotId>, INarrowsToChatbot;
