using Microsoft.Extensions.Hosting;

namespace SmsPlatform.Infrastructure.Database;

/// <summary>
/// Lets callers that arrive at the same time share one transaction. Each is answered only after the commit that holds its item.
/// </summary>
/// <remarks>
/// No timer, and no thread of its own: a caller who finds nobody writing writes at once, on its own thread; whoever comes meanwhile waits
/// for the next batch, which grows as long as the current one takes. A second transaction at the same time is worth its price only when
/// many wait, because what a batch costs depends little on how many it carries.
/// </remarks>
/// <param name="write">Writes the items in one transaction and answers each in order; throws when nothing was written.</param>
/// <param name="lanes">How many transactions may be under way at once.</param>
internal sealed class GroupCommit<TItem, TAnswer>(
    Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TAnswer>>> write, int lanes) : IHostedService, IDisposable
{
    private const int MaxBatch = 256;
    private const int MaxWaiting = 10_000;

    // From this many on, another lane takes them.
    private const int Crowd = 32;

    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _waiting = new();
    private readonly CancellationTokenSource _stopping = new();
    private TaskCompletionSource? _idle;
    private int _busy;

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
            if (!MayWrite(others: _busy))
            {
                return true;
            }

            _busy++;
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
            idle = _busy == 0 ? Task.CompletedTask : (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        await using var patience = cancellationToken.Register(_stopping.Cancel);
        await idle.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>The first caller of a batch writes it, and has its own answer without another thread's help.</summary>
    private async Task<TAnswer> LeadAsync(List<Waiting> batch, Waiting own)
    {
        await CommitAsync(batch);
        Continue();
        return await own.Task;
    }

    private async Task FollowAsync(List<Waiting> batch)
    {
        await CommitAsync(batch);
        Continue();
    }

    /// <summary>Hands what came meanwhile to a thread of nobody's; a caller leads once only.</summary>
    private void Continue()
    {
        List<Waiting> next;
        lock (_gate)
        {
            if (!MayWrite(others: _busy - 1))
            {
                _busy--;
                if (_busy == 0)
                {
                    _idle?.TrySetResult();
                }

                return;
            }

            next = Take();
        }

        // Without the caller's execution context: none of what follows is its own.
        ThreadPool.UnsafeQueueUserWorkItem(
            static state => _ = state.Lanes.FollowAsync(state.Batch), (Lanes: this, Batch: next), preferLocal: false);
    }

    private bool MayWrite(int others) => _waiting.Count > 0 && (others == 0 || (others < lanes && _waiting.Count >= Crowd));

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
            // Nothing was written, so every caller hears of it; the lane lives on for those to come.
            foreach (var waiting in batch)
            {
                waiting.SetException(exception);
            }
        }
    }

    private sealed class Waiting(TItem item) : TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public TItem Item { get; } = item;
    }
}
