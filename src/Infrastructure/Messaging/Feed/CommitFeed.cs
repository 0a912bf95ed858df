using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SmsPlatform.Infrastructure.Messaging.Feed;

/// <summary>
/// Follows what is committed, on this node or any other, and hands it to whoever reads here. Messages, changes of status and changes of
/// conversations have numbers of one line, so one look at it serves all topics; without readers it rests.
/// </summary>
internal sealed partial class CommitFeed(CommitHorizon horizon, WorkSignal work, ILogger<CommitFeed> logger) : BackgroundService
{
    // What other nodes store raises no signal here.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    // While something is written that is not committed, or not known to be.
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<object, IFeedChannel> _channels = [];
    private readonly SemaphoreSlim _interest = new(0);
    private TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _interested;
    private long _position = CommitHorizon.Unknown;

    /// <summary>Begins to read a topic: from now on what happens is the reader's, even before it reads.</summary>
    /// <param name="after">The number to begin after; null for now.</param>
    /// <param name="workspaceId">Whose news it reads, and nobody else's.</param>
    /// <param name="fits">What else holds of the items it wants.</param>
    public async Task<FeedReader<TItem>> OpenAsync<TItem>(
        IFeedTopic<TItem> topic, long? after, Guid workspaceId, Predicate<TItem> fits, CancellationToken cancellationToken)
        where TItem : IFeedItem
    {
        Task ready;
        lock (_gate)
        {
            // From here on the feed does not rest, so its position only moves forward.
            _interested++;
            ready = _ready.Task;
        }

        _interest.Release();
        try
        {
            await ready.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Leave();
            throw;
        }

        lock (_gate)
        {
            var channel = _channels.TryGetValue(topic, out var open) ? (FeedChannel<TItem>)open : new FeedChannel<TItem>(topic, _position);
            _channels[topic] = channel;
            channel.Readers++;
            return new FeedReader<TItem>(channel, after ?? _position, workspaceId, fits, () => Close(channel));
        }
    }

    public override void Dispose()
    {
        _interest.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (MayRest())
                {
                    await _interest.WaitAsync(stoppingToken);
                    continue;
                }

                await StepAsync(stoppingToken);
                await work.WaitForMessagesAsync(horizon.IsBehind ? ShortPause : Pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                // The positions stand, so nothing is missed once the database is back.
                LogFailed(exception);
                await Task.Delay(PauseAfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        foreach (var channel in Channels())
        {
            channel.End();
        }
    }

    /// <summary>With nobody interested the feed forgets where it was; it begins anew with the next reader.</summary>
    private bool MayRest()
    {
        lock (_gate)
        {
            if (_interested > 0)
            {
                return false;
            }

            if (_position != CommitHorizon.Unknown)
            {
                _position = CommitHorizon.Unknown;
                _ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                horizon.Forget();
            }

            return true;
        }
    }

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        var reached = await horizon.MoveAsync(cancellationToken);
        if (reached == CommitHorizon.Unknown)
        {
            return;
        }

        foreach (var channel in Channels())
        {
            await channel.AdvanceAsync(reached, cancellationToken);
        }

        // Last, so that a channel opened meanwhile begins no later than where the others were.
        lock (_gate)
        {
            _position = reached;
            _ready.TrySetResult();
        }
    }

    private IFeedChannel[] Channels()
    {
        lock (_gate)
        {
            return [.. _channels.Values];
        }
    }

    private void Close<TItem>(FeedChannel<TItem> channel)
        where TItem : IFeedItem
    {
        lock (_gate)
        {
            _interested--;
            if (--channel.Readers == 0)
            {
                _channels.Remove(channel.Topic);
            }
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _interested--;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The feed of messages failed; it goes on where it stood.")]
    private partial void LogFailed(Exception exception);
}
