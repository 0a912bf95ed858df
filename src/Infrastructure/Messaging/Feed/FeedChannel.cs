namespace SmsPlatform.Infrastructure.Messaging.Feed;

/// <summary>A topic that somebody on this node reads, whatever its items are.</summary>
internal interface IFeedChannel
{
    Task AdvanceAsync(long horizon, CancellationToken cancellationToken);

    void End();
}

/// <summary>A topic that somebody on this node reads: one query serves all who do.</summary>
internal sealed class FeedChannel<TItem>(IFeedTopic<TItem> topic, long position) : IFeedChannel
    where TItem : IFeedItem
{
    private const int Page = 1_000;

    private readonly Lock _gate = new();
    private readonly HashSet<FeedReader<TItem>> _live = [];
    private long _position = position;

    /// <summary>How many have it open. Guarded by the feed.</summary>
    public int Readers { get; set; }

    public IFeedTopic<TItem> Topic => topic;

    /// <summary>Lets a reader that has read everything so far hear of the rest.</summary>
    /// <returns>Where it has to read on before; null when it joined.</returns>
    public long? TryJoin(FeedReader<TItem> reader)
    {
        lock (_gate)
        {
            if (reader.Position < _position)
            {
                return _position;
            }

            _live.Add(reader);
            return null;
        }
    }

    public void Leave(FeedReader<TItem> reader)
    {
        lock (_gate)
        {
            _live.Remove(reader);
        }
    }

    public async Task AdvanceAsync(long horizon, CancellationToken cancellationToken)
    {
        while (_position < horizon)
        {
            var items = await topic.ReadAsync(new FeedRange(_position, horizon, Page, WorkspaceId: null), cancellationToken);
            lock (_gate)
            {
                foreach (var reader in _live)
                {
                    reader.Offer(items);
                }

                _position = items.Count == Page ? items[^1].Seq : horizon;
            }
        }
    }

    public void End()
    {
        lock (_gate)
        {
            foreach (var reader in _live)
            {
                reader.End();
            }
        }
    }
}
