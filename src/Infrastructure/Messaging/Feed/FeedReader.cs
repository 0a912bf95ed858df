using System.Runtime.CompilerServices;
using System.Threading.Channels;
using SmsPlatform.Application.Messaging;

namespace SmsPlatform.Infrastructure.Messaging.Feed;

/// <summary>One reader's way through a topic: first what lies between its start and the present, then what comes.</summary>
internal sealed class FeedReader<TItem>(
    FeedChannel<TItem> channel, long position, Guid workspaceId, Predicate<TItem> fits, Action closed) : IAsyncDisposable
    where TItem : IFeedItem
{
    private const int Page = 200;
    private const int Buffer = 10_000;

    // A query reads the numbers of all workspaces; this bounds how many it looks at.
    private const long Stride = 20_000;

    private readonly Channel<TItem> _items = Channel.CreateBounded<TItem>(new BoundedChannelOptions(Buffer) { SingleReader = true });
    private readonly CancellationTokenSource _disposed = new();
    private int _isDisposed;

    /// <summary>The last number that was read.</summary>
    public long Position { get; private set; } = position;

    public async IAsyncEnumerable<TItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);

        try
        {
            // It joins the others at the very moment when nothing is left to catch up with, so nothing is missed and nothing comes twice.
            while (channel.TryJoin(this) is { } present)
            {
                var upTo = Math.Min(Position + Stride, present);
                var missed = await channel.Topic.ReadAsync(new FeedRange(Position, upTo, Page, workspaceId), ended.Token);
                foreach (var item in missed.Where(IsWanted))
                {
                    yield return item;
                }

                Position = missed.Count == Page ? missed[^1].Seq : upTo;
            }

            await foreach (var item in _items.Reader.ReadAllAsync(ended.Token))
            {
                yield return item;
            }
        }
        finally
        {
            // Also here: a reader that is disposed while it catches up may join after that.
            channel.Leave(this);
        }
    }

    /// <summary>Hands over what has come, unless the reader is too far behind.</summary>
    public void Offer(IReadOnlyList<TItem> items)
    {
        foreach (var item in items)
        {
            // A reader that comes from a node further ahead has seen what is news here.
            if (item.Seq > Position && IsWanted(item) && !_items.Writer.TryWrite(item))
            {
                _items.Writer.TryComplete(new StreamTooSlowException());
                return;
            }
        }
    }

    public void End() => _items.Writer.TryComplete();

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            channel.Leave(this);
            End();
            _disposed.Cancel();
            closed();
        }

        return ValueTask.CompletedTask;
    }

    private bool IsWanted(TItem item) => item.WorkspaceId == workspaceId && fits(item);
}
