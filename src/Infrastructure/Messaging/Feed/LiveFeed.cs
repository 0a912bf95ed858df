using System.Runtime.CompilerServices;
using SmsPlatform.Application.Messaging;

namespace SmsPlatform.Infrastructure.Messaging.Feed;

/// <summary>A topic's items as those outside know them.</summary>
internal sealed class LiveFeed<TItem, TView>(FeedReader<TItem> reader, Func<TItem, TView> view) : ILiveStream<TView>
    where TItem : IFeedItem
{
    public async IAsyncEnumerable<TView> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in reader.ReadAsync(cancellationToken))
        {
            yield return view(item);
        }
    }

    public ValueTask DisposeAsync() => reader.DisposeAsync();
}
