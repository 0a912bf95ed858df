using SmsPlatform.Infrastructure.Messaging.Feed;

namespace SmsPlatform.UnitTests.Messaging.Feed;

public sealed class FeedReaderTests
{
    private static readonly Guid Workspace = Guid.NewGuid();

    [Fact]
    public async Task Dispose_WhileItCatchesUp_LeavesNobodyInTheChannel()
    {
        var topic = new SlowTopic();
        var channel = new FeedChannel<News>(topic, position: 5);
        var offered = 0;
        var closed = 0;
        var reader = new FeedReader<News>(channel, position: 0, Workspace, _ => ++offered > 0, () => closed++);
        await using var items = reader.ReadAsync(CancellationToken.None).GetAsyncEnumerator();
        var reading = items.MoveNextAsync().AsTask();

        // The query has its answer already when the reader is disposed, so it goes on to join the others.
        await reader.DisposeAsync();
        topic.CaughtUp.SetResult([]);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await channel.AdvanceAsync(6, CancellationToken.None);

        Assert.Equal(0, offered);
        Assert.Equal(1, closed);
    }

    [Fact]
    public async Task Read_OnceItHasCaughtUp_HearsWhatComes()
    {
        var topic = new SlowTopic();
        var channel = new FeedChannel<News>(topic, position: 5);
        await using var reader = new FeedReader<News>(channel, position: 0, Workspace, _ => true, () => { });
        await using var items = reader.ReadAsync(CancellationToken.None).GetAsyncEnumerator();
        var reading = items.MoveNextAsync().AsTask();

        topic.CaughtUp.SetResult([]);
        await channel.AdvanceAsync(6, CancellationToken.None);

        Assert.True(await reading);
        Assert.Equal(6, items.Current.Seq);
    }

    private sealed record News(long Seq, Guid WorkspaceId) : IFeedItem;

    /// <summary>Holds up a reader that catches up; the feed itself, which reads for all workspaces, finds one item at each number.</summary>
    private sealed class SlowTopic : IFeedTopic<News>
    {
        // Whoever waits for it goes on before SetResult returns.
        public TaskCompletionSource<IReadOnlyList<News>> CaughtUp { get; } = new();

        public Task<IReadOnlyList<News>> ReadAsync(FeedRange range, CancellationToken cancellationToken) =>
            range.WorkspaceId is null ? Task.FromResult<IReadOnlyList<News>>([new News(range.UpTo, Workspace)]) : CaughtUp.Task;
    }
}
