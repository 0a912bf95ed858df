namespace SmsPlatform.Application.Messaging;

/// <summary>
/// What happens from a moment on, each once and in its order. It stands from when it is handed out: what happens before it is read
/// comes first. Disposing ends it.
/// </summary>
public interface ILiveStream<out T> : IAsyncDisposable
{
    /// <summary>Reads it; once.</summary>
    /// <exception cref="StreamTooSlowException">The reader fell behind.</exception>
    IAsyncEnumerable<T> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>A place in a stream: that of a message, or of one change of it.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="Change">Which of its changes of status, from 1; null for when it came to be.</param>
public readonly record struct StreamPlace(Guid MessageId, int? Change);

/// <summary>Thrown by a stream whose reader is too slow: it is cut, rather than kept in memory for ever; the reader resumes where it was.</summary>
public sealed class StreamTooSlowException() : Exception("The stream was cut because its reader is too slow. Subscribe again, after the last one seen.");
