using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.UnitTests.Database;

public sealed class GroupCommitTests
{
    private readonly Writer _writer = new();

    [Fact]
    public async Task TryAdd_WhenNobodyWrites_WritesBeforeItReturns()
    {
        using var commits = Commits();

        var answer = Add(commits, 1);

        Assert.Equal(1, Assert.Single(Assert.Single(_writer.Batches)));
        Assert.False(answer.IsCompleted);
        _writer.Commit(0);
        Assert.Equal(10, await answer);
    }

    [Fact]
    public async Task TryAdd_WhileABatchIsWritten_SharesTheNextOne()
    {
        using var commits = Commits();
        var first = Add(commits, 1);
        var second = Add(commits, 2);
        var third = Add(commits, 3);
        Assert.Single(_writer.Batches);

        _writer.Commit(0);
        await _writer.WaitForAsync(2);
        Assert.Equal("2, 3", string.Join(", ", _writer.Batches[1]));
        Assert.False(second.IsCompleted);
        _writer.Commit(1);

        Assert.Equal("10, 20, 30", string.Join(", ", await Task.WhenAll(first, second, third)));
    }

    [Fact]
    public async Task TryAdd_WhenTheWriteFails_TellsItsCallersAndServesTheNext()
    {
        using var commits = Commits();
        var first = Add(commits, 1);
        var second = Add(commits, 2);

        _writer.Fail(0, new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => first);
        await _writer.WaitForAsync(2);
        _writer.Commit(1);

        Assert.Equal(20, await second);
    }

    [Fact]
    public async Task TryAdd_WhenTooManyWait_RefusesOneMore()
    {
        using var commits = Commits();
        var answers = Enumerable.Range(0, 10_001).Select(item => Add(commits, item)).ToList();

        Assert.False(commits.TryAdd(-1, out _));

        for (var batch = 0; batch <= 40; batch++)
        {
            await _writer.WaitForAsync(batch + 1);
            _writer.Commit(batch);
        }

        await Task.WhenAll(answers);
    }

    [Fact]
    public async Task StopAsync_WhileABatchIsWritten_WaitsForIt()
    {
        using var commits = Commits();
        var answer = Add(commits, 1);

        var stop = commits.StopAsync(CancellationToken.None);

        Assert.False(stop.IsCompleted);
        _writer.Commit(0);
        await stop;
        Assert.Equal(10, await answer);
    }

    [Fact]
    public async Task StopAsync_WhenPatienceEnds_CancelsTheWrite()
    {
        using var commits = Commits();
        using var patience = new CancellationTokenSource();
        var answer = Add(commits, 1);

        var stop = commits.StopAsync(patience.Token);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await stop;
    }

    private GroupCommit<int, int> Commits() => new(_writer.WriteAsync);

    private static Task<int> Add(GroupCommit<int, int> commits, int item)
    {
        Assert.True(commits.TryAdd(item, out var answer));
        return answer;
    }

    /// <summary>Batches that end when the test says so.</summary>
    private sealed class Writer
    {
        private readonly Lock _gate = new();
        private readonly List<TaskCompletionSource> _ends = [];
        private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<IReadOnlyList<int>> Batches { get; } = [];

        public async Task<IReadOnlyList<int>> WriteAsync(IReadOnlyList<int> items, CancellationToken cancellationToken)
        {
            var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
            {
                Batches.Add(items);
                _ends.Add(end);
                _more.TrySetResult();
                _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            await end.Task.WaitAsync(cancellationToken);
            return [.. items.Select(item => item * 10)];
        }

        public void Commit(int batch) => _ends[batch].SetResult();

        public void Fail(int batch, Exception exception) => _ends[batch].SetException(exception);

        public async Task WaitForAsync(int batches)
        {
            while (true)
            {
                Task more;
                lock (_gate)
                {
                    if (Batches.Count >= batches)
                    {
                        return;
                    }

                    more = _more.Task;
                }

                await more.WaitAsync(TimeSpan.FromSeconds(30));
            }
        }
    }
}
