using SmsPlatform.Application.Messaging.Views;

namespace SmsPlatform.Application.Messaging;

/// <summary>The SMS that the workspace receives from now on, each once and in the order they were stored.</summary>
/// <param name="ChatbotId">Only those to one chatbot.</param>
/// <param name="PhoneNumber">Only those from or to this number.</param>
/// <param name="After">The last message seen: the stream begins with those received after it, without gap or repetition.</param>
public sealed record WatchReceivedSms(Guid? ChatbotId, string? PhoneNumber, StreamPlace? After) : IQuery<ILiveStream<Message>>, INarrowsToChatbot;
