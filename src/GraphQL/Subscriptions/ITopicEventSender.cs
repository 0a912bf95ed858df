namespace SmsPlatform.GraphQL.Subscriptions;

/// <summary>Publishes events to topics.</summary>
public interface ITopicEventSender
{
    /// <summary>Sends a message to everyone subscribed to the topic.</summary>
    ValueTask SendAsync<TMessage>(string topicName, TMessage message, CancellationToken cancellationToken = default);

    /// <summary>Ends the topic: its subscribers' streams complete once they have read what was sent.</summary>
    ValueTask CompleteAsync(string topicName);
}

/// <summary>Subscribes to topics.</summary>
public interface ITopicEventReceiver
{
    /// <summary>Subscribes with the provider's default buffer.</summary>
    ValueTask<ISourceStream<TMessage>> SubscribeAsync<TMessage>(string topicName, CancellationToken cancellationToken = default);

    /// <summary>Subscribes with a buffer of a given size.</summary>
    ValueTask<ISourceStream<TMessage>> SubscribeAsync<TMessage>(
        string topicName, int? bufferCapacity, TopicBufferFullMode? bufferFullMode, CancellationToken cancellationToken = default);
}

/// <summary>What happens to a subscriber that reads slower than messages come.</summary>
public enum TopicBufferFullMode
{
    /// <summary>Its oldest unread message is lost.</summary>
    DropOldest,

    /// <summary>The newest unread message is lost.</summary>
    DropNewest,

    /// <summary>The message that does not fit is lost.</summary>
    DropWrite,

    /// <summary>The subscriber is cut off; its stream ends with a <see cref="SlowSubscriberException"/>. The default.</summary>
    Disconnect,
}

/// <summary>A subscriber read slower than messages came and was cut off.</summary>
public sealed class SlowSubscriberException(string topicName)
    : Exception($"The subscriber of '{topicName}' fell behind and was disconnected.");

/// <summary>A stream of events.</summary>
public interface ISourceStream : IAsyncDisposable
{
    /// <summary>Reads the events untyped.</summary>
    IAsyncEnumerable<object?> ReadEventsAsync();
}

/// <summary>A stream of events of one type.</summary>
public interface ISourceStream<out TMessage> : ISourceStream
{
    /// <summary>Reads the events; once. Ends when the topic completes or the stream is disposed.</summary>
    new IAsyncEnumerable<TMessage> ReadEventsAsync();
}
