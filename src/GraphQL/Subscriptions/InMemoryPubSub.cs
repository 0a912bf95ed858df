namespace SmsPlatform.GraphQL.Subscriptions;

/// <summary>Topics within one process.</summary>
public sealed class InMemoryPubSub : ITopicEventSender, ITopicEventReceiver, IAsyncDisposable
{
    private readonly TopicHub _hub = new();
    private readonly SubscriptionOptions _options;

    /// <summary>Makes the provider.</summary>
    public InMemoryPubSub(SubscriptionOptions? options = null) => _options = options ?? new SubscriptionOptions();

    /// <summary>Topics that somebody is subscribed to.</summary>
    public int TopicCount => _hub.TopicCount;

    /// <inheritdoc/>
    public ValueTask SendAsync<TMessage>(string topicName, TMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topicName);
        _hub.Publish(topicName, message);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync(string topicName)
    {
        _hub.Complete(topicName);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<ISourceStream<TMessage>> SubscribeAsync<TMessage>(string topicName, CancellationToken cancellationToken = default) =>
        SubscribeAsync<TMessage>(topicName, null, null, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ISourceStream<TMessage>> SubscribeAsync<TMessage>(
        string topicName, int? bufferCapacity, TopicBufferFullMode? bufferFullMode, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topicName);
        var stream = new SourceStream<TMessage>(
            _hub,
            topicName,
            bufferCapacity ?? _options.TopicBufferCapacity,
            bufferFullMode ?? _options.TopicBufferFullMode,
            message => message is TMessage or null ? (TMessage)message! : throw new InvalidMessageTypeException(topicName, typeof(TMessage), message.GetType()));
        _hub.Add(stream);
        return new ValueTask<ISourceStream<TMessage>>(stream);
    }

    /// <summary>Ends all subscriptions.</summary>
    public ValueTask DisposeAsync()
    {
        _hub.CompleteAll(null);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A topic carries messages of another type than its subscriber expects: the names of two topics clash.</summary>
public sealed class InvalidMessageTypeException(string topicName, Type expected, Type actual)
    : Exception($"The topic '{topicName}' carries {actual}, but {expected} was subscribed to.");
