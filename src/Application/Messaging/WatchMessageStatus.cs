using SmsPlatform.Application.Messaging.Views;

namespace SmsPlatform.Application.Messaging;

/// <summary>
/// Each change of an outbound message's status from now on, once and in order. The message comes with the status and error of that
/// change, even when it has moved on since; the rest of it is as it stands.
/// </summary>
/// <param name="ChatbotId">Only those of one chatbot.</param>
/// <param name="After">
/// The last change seen, or any message: the stream begins with what changed after it, without gap or repetition.
/// </param>
public sealed record WatchMessageStatus(Guid? ChatbotId, StreamPlace? After) : IQuery<ILiveStream<Message>>, INarrowsToChatbot;
