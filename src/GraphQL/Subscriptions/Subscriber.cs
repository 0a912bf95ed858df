using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace SmsPlatform.GraphQL.Subscriptions;

/// <summary>One subscriber's bounded buffer.</summary>
internal abstract class Subscriber
{
    private readonly Channel<object?> _buffer;
    private readonly TopicHub _hub;
    private readonly bool _disconnects;

    protected Subscriber(TopicHub hub, string topicName, int capacity, TopicBufferFullMode fullMode)
    {
        _hub = hub;
        TopicName = topicName;
        _disconnects = fullMode == TopicBufferFullMode.Disconnect;
        _buffer = Channel.CreateBounded<object?>(new BoundedChannelOptions(capacity)
        {
            SingleReader = true,
            FullMode = fullMode switch
            {
                TopicBufferFullMode.DropOldest => BoundedChannelFullMode.DropOldest,
                TopicBufferFullMode.DropNewest => BoundedChannelFullMode.DropNewest,
                TopicBufferFullMode.DropWrite => BoundedChannelFullMode.DropWrite,
                _ => BoundedChannelFullMode.Wait,
            },
        });
    }

    public string TopicName { get; }

    protected ChannelReader<object?> Reader => _buffer.Reader;

    public void Write(object? message)
    {
        if (!_buffer.Writer.TryWrite(message) && _disconnects)
        {
            Complete(new SlowSubscriberException(TopicName));
        }
    }

    /// <summary>Ends the stream behind what was written already.</summary>
    public void Complete(Exception? reason)
    {
        _buffer.Writer.TryComplete(reason);
        _hub.Remove(this);
    }
}

/// <summary>A subscriber as the executor reads it.</summary>
internal sealed class SourceStream<TMessage>(
    TopicHub hub, string topicName, int capacity, TopicBufferFullMode fullMode, Func<object?, TMessage> read)
    : Subscriber(hub, topicName, capacity, fullMode), ISourceStream<TMessage>
{
    public async IAsyncEnumerable<TMessage> ReadEventsAsync()
    {
        await foreach (var message in Reader.ReadAllAsync())
        {
            yield return read(message);
        }
    }

    async IAsyncEnumerable<object?> ISourceStream.ReadEventsAsync()
    {
        await foreach (var message in Reader.ReadAllAsync())
        {
            yield return read(message);
        }
    }

    public ValueTask DisposeAsync()
    {
        Complete(null);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A source stream as the events of a subscription; disposing it ends the subscription even when it was never read.</summary>
internal sealed class SourceEvents(ISourceStream stream) : IAsyncEnumerable<object?>, IAsyncDisposable
{
    public IAsyncEnumerator<object?> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private async IAsyncEnumerable<object?> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Completing the buffer wakes the reader, whatever kind of stream it is.
        await using var registration = cancellationToken.UnsafeRegister(
            static stream => _ = ((ISourceStream)stream!).DisposeAsync().AsTask(), stream);
        await foreach (var message in stream.ReadEventsAsync().WithCancellation(CancellationToken.None))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return message;
        }
    }
}
