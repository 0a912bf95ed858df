using SmsPlatform.Application.Messaging.Views;

namespace SmsPlatform.Application.Messaging;

/// <summary>
/// The conversations that change from now on: by a message in or out, or by a decision such as another mode. What changes several times
/// at once comes once, as it then stands.
/// </summary>
/// <param name="ChatbotId">Only those of one chatbot.</param>
public sealed record WatchConversations(Guid? ChatbotId) : IQuery<ILiveStream<Conversation>>, INarrowsToChatbot;
