using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace SmsPlatform.GraphQL.Subscriptions;

/// <summary>
/// Topics that reach every process on one PostgreSQL database, by LISTEN and NOTIFY. Messages are JSON and small: send ids, load the rest. While the
/// connection is lost messages are lost; it is opened again by itself.
/// </summary>
public sealed partial class PostgresPubSub : ITopicEventSender, ITopicEventReceiver, IAsyncDisposable
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    private readonly TopicHub _hub = new();
    private readonly PostgresSubscriptionOptions _options;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<Outgoing> _outgoing;
    private readonly Lock _lock = new();
    private TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _listener;
    private Task? _sender;

    /// <summary>Makes the provider; it connects when it is first used.</summary>
    public PostgresPubSub(PostgresSubscriptionOptions options, ILogger<PostgresPubSub>? logger = null)
    {
        _options = options;
        _logger = logger ?? NullLogger<PostgresPubSub>.Instance;
        _outgoing = Channel.CreateBounded<Outgoing>(new BoundedChannelOptions(options.MaxSendQueueSize) { SingleReader = true });
    }

    /// <inheritdoc/>
    public ValueTask SendAsync<TMessage>(string topicName, TMessage message, CancellationToken cancellationToken = default) =>
        EnqueueAsync(topicName, JsonSerializer.Serialize(new Envelope<TMessage>(topicName, message, false)), cancellationToken);

    /// <inheritdoc/>
    public ValueTask CompleteAsync(string topicName) =>
        EnqueueAsync(topicName, JsonSerializer.Serialize(new Envelope<object?>(topicName, null, true)), CancellationToken.None);

    /// <inheritdoc/>
    public ValueTask<ISourceStream<TMessage>> SubscribeAsync<TMessage>(string topicName, CancellationToken cancellationToken = default) =>
        SubscribeAsync<TMessage>(topicName, null, null, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ISourceStream<TMessage>> SubscribeAsync<TMessage>(
        string topicName, int? bufferCapacity, TopicBufferFullMode? bufferFullMode, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topicName);
        await StartListening().WaitAsync(cancellationToken);
        var buffers = _options.SubscriptionOptions;
        var stream = new SourceStream<TMessage>(
            _hub,
            topicName,
            bufferCapacity ?? buffers.TopicBufferCapacity,
            bufferFullMode ?? buffers.TopicBufferFullMode,
            message => ((JsonElement)message!).Deserialize<TMessage>()!);
        _hub.Add(stream);
        return stream;
    }

    /// <summary>Ends all subscriptions and closes the connections. Messages that wait to be sent are lost.</summary>
    [SuppressMessage("Usage", "CA1816", Justification = "Sealed and without finalizer.")]
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _hub.CompleteAll(null);
        await Task.WhenAll(_listener ?? Task.CompletedTask, _sender ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _outgoing.Writer.TryComplete();
        while (_outgoing.Reader.TryRead(out var unsent))
        {
            unsent.Sent.TrySetCanceled();
        }

        _stopping.Dispose();
    }

    private async ValueTask EnqueueAsync(string topicName, string payload, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(topicName);
        if (Encoding.UTF8.GetByteCount(payload) > _options.MaxMessagePayloadSize)
        {
            throw new ArgumentException($"A message of '{topicName}' exceeds {_options.MaxMessagePayloadSize} bytes: send an id instead.", nameof(payload));
        }

        StartSending();
        var outgoing = new Outgoing(payload);
        await _outgoing.Writer.WriteAsync(outgoing, cancellationToken);
        await outgoing.Sent.Task.WaitAsync(cancellationToken);
    }

    private Task StartListening()
    {
        lock (_lock)
        {
            _listener ??= Task.Run(() => KeepAsync(ListenAsync));
            return _listening.Task;
        }
    }

    private void StartSending()
    {
        lock (_lock)
        {
            _sender ??= Task.Run(() => KeepAsync(SendBatchesAsync));
        }
    }

    // Runs until the process stops; after a failure again, waiting longer each time.
    private async Task KeepAsync(Func<Action, Task> work)
    {
        var delay = FirstDelay;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await work(() => delay = FirstDelay);
            }
            catch (Exception exception) when (!_stopping.IsCancellationRequested)
            {
                LogConnectionLost(exception);
                await Task.Delay(delay, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(Action onConnected)
    {
        await using var connection = new NotificationConnection(await _options.ConnectionFactory(_stopping.Token), OnNotification);
        await connection.ListenAsync(_options.ChannelName, _stopping.Token);
        onConnected();
        _listening.TrySetResult();
        try
        {
            while (true)
            {
                await connection.WaitAsync(_stopping.Token);
            }
        }
        finally
        {
            // Who subscribes while the connection is lost waits until it is back, rather than missing messages unknowingly.
            _listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private void OnNotification(string payload)
    {
        try
        {
            var envelope = JsonSerializer.Deserialize<Envelope<JsonElement>>(payload)!;
            if (envelope.IsEnd)
            {
                _hub.Complete(envelope.Topic);
            }
            else
            {
                _hub.Publish(envelope.Topic, envelope.Message);
            }
        }
        catch (JsonException exception)
        {
            // Anybody with access to the database may notify our channel.
            LogNotOurs(exception);
        }
    }

    private async Task SendBatchesAsync(Action onConnected)
    {
        var batch = new List<Outgoing>();
        while (await _outgoing.Reader.WaitToReadAsync(_stopping.Token))
        {
            while (batch.Count < _options.MaxSendBatchSize && _outgoing.Reader.TryRead(out var outgoing))
            {
                batch.Add(outgoing);
            }

            try
            {
                await SendAsync(batch);
                onConnected();
                batch.ForEach(outgoing => outgoing.Sent.TrySetResult());
            }
            catch (Exception exception)
            {
                // The sender is told, and decides; a retry here could send twice.
                batch.ForEach(outgoing => outgoing.Sent.TrySetException(exception));
                throw;
            }
            finally
            {
                batch.Clear();
            }
        }
    }

    private async Task SendAsync(List<Outgoing> batch)
    {
        await using var connection = await _options.ConnectionFactory(_stopping.Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT pg_notify(@channel, payload) FROM unnest(@payloads) WITH ORDINALITY AS message (payload, place) ORDER BY place";
        AddParameter("channel", _options.ChannelName);
        AddParameter("payloads", batch.Select(outgoing => outgoing.Payload).ToArray());
        await command.ExecuteNonQueryAsync(_stopping.Token);

        void AddParameter(string name, object value)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The connection for GraphQL subscriptions was lost; it is opened again.")]
    private partial void LogConnectionLost(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A notification on the subscriptions' channel is no message of ours.")]
    private partial void LogNotOurs(Exception exception);

    private sealed record Envelope<T>(string Topic, T Message, bool IsEnd);

    private sealed record Outgoing(string Payload)
    {
        public TaskCompletionSource Sent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
