using SmsPlatform.Application.Messaging.Views;

namespace SmsPlatform.Application.Messaging;

/// <summary>The SMS that the workspace receives from now on, each once and in the order they were stored.</summary>
/// <param name="ChatbotId">Only those to one chatbot.</param>
/// <param name="PhoneNumber">Only those from or to this number.</param>
/// <param name="After">The last message seen: the stream begins with those received after it, without gap or repetition.</param>
public sealed record WatchReceivedSms(Guid? ChatbotId, string? PhoneNumber, Guid? After) : IQuery<IAsyncEnumerable<Message>>;

/// <summary>Thrown by a stream whose reader is too slow: it is cut, rather than kept in memory for ever; the reader resumes with <c>After</c>.</summary>
public sealed class StreamTooSlowException() : Exception("The stream was cut because its reader is too slow. Subscribe again, after the last message seen.");
