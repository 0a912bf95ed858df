using Microsoft.Extensions.Hosting;

namespace SmsPlatform.Infrastructure.Database;

/// <summary>
/// Lets callers that arrive at the same time share one transaction. Each is answered only after the commit that holds its item.
/// </summary>
/// <remarks>
/// No timer, and no thread of its own: a caller who finds nobody writing writes at once, on its own thread; whoever comes meanwhile waits
/// for the next batch, which grows as long as the current one takes. One transaction at a time, so that items are written in the order in
/// which they came; what a batch costs depends little on how many it carries.
/// </remarks>
/// <param name="write">Writes the items in one transaction and answers each in order; throws when nothing was written.</param>
internal sealed class GroupCommit<TItem, TAnswer>(
    Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TAnswer>>> write) : IHostedService, IDisposable
{
    private const int MaxBatch = 256;
    private const int MaxWaiting = 10_000;

    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _waiting = new();
    private readonly CancellationTokenSource _stopping = new();
    private TaskCompletionSource? _idle;
    private bool _isWriting;

    /// <summary>Waits until the item is committed.</summary>
    /// <returns>False, with no answer, when too many wait already.</returns>
    public bool TryAdd(TItem item, out Task<TAnswer> answer)
    {
        var own = new Waiting(item);
        answer = own.Task;
        List<Waiting> batch;
        lock (_gate)
        {
            if (_waiting.Count >= MaxWaiting)
            {
                return false;
            }

            _waiting.Enqueue(own);
            if (_isWriting)
            {
                return true;
            }

            _isWriting = true;
            batch = Take();
        }

        answer = LeadAsync(batch, own);
        return true;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Lets what is being written end, until the host loses its patience.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Task idle;
        lock (_gate)
        {
            idle = _isWriting ? (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task : Task.CompletedTask;
        }

        await using var patience = cancellationToken.Register(_stopping.Cancel);
        await idle.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>The first caller of a batch writes it, and has its own answer without another thread's help.</summary>
    private async Task<TAnswer> LeadAsync(List<Waiting> batch, Waiting own)
    {
        await CommitAsync(batch);
        return await own.Task;
    }

    /// <summary>Hands what came meanwhile to a thread of nobody's; a caller leads once only.</summary>
    private void Continue()
    {
        List<Waiting> next;
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _isWriting = false;
                _idle?.TrySetResult();
                return;
            }

            next = Take();
        }

        // Without the caller's execution context: none of what follows is its own.
        ThreadPool.UnsafeQueueUserWorkItem(
            static state => _ = state.Commits.CommitAsync(state.Batch), (Commits: this, Batch: next), preferLocal: false);
    }

    private List<Waiting> Take()
    {
        var batch = new List<Waiting>(Math.Min(_waiting.Count, MaxBatch));
        while (batch.Count < MaxBatch && _waiting.TryDequeue(out var waiting))
        {
            batch.Add(waiting);
        }

        return batch;
    }

    private async Task CommitAsync(List<Waiting> batch)
    {
        try
        {
            var answers = await write(batch.ConvertAll(waiting => waiting.Item), _stopping.Token);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].SetResult(answers[i]);
            }
        }
        catch (Exception exception)
        {
            // Nothing was written, so every caller hears of it; those to come are served all the same.
            foreach (var waiting in batch)
            {
                waiting.SetException(exception);
            }
        }

        Continue();
    }

    private sealed class Waiting(TItem item) : TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public TItem Item { get; } = item;
    }
}
