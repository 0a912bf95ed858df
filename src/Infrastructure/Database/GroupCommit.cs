using System.Threading.Channels;
using Microsoft.Extensions.Hosting;

namespace SmsPlatform.Infrastructure.Database;

/// <summary>
/// Lets callers that arrive at the same time share one transaction. Each is answered only after the commit that holds its item.
/// </summary>
/// <remarks>
/// No timer: a lane takes whatever waits when it is free, so a lone caller is served at once and a crowd fills
/// the next batch while the current one commits.
/// </remarks>
/// <param name="write">Writes the items in one transaction and answers each in order; throws when nothing was written.</param>
/// <param name="lanes">How many transactions may be under way at once.</param>
internal sealed class GroupCommit<TItem, TAnswer>(
    Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TAnswer>>> write, int lanes) : BackgroundService
{
    private const int MaxBatch = 256;
    private const int MaxWaiting = 10_000;

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(MaxWaiting);

    /// <summary>Waits until the item is committed.</summary>
    /// <returns>False, with no answer, when too many wait already.</returns>
    public bool TryAdd(TItem item, out Task<TAnswer> answer)
    {
        var waiting = new Waiting(item);
        answer = waiting.Task;
        return _queue.Writer.TryWrite(waiting);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, lanes).Select(_ => RunLaneAsync(stoppingToken)));

    private async Task RunLaneAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Waiting>(MaxBatch);
        while (await _queue.Reader.WaitToReadAsync(stoppingToken))
        {
            while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var waiting))
            {
                batch.Add(waiting);
            }

            if (batch.Count > 0)
            {
                await CommitAsync(batch, stoppingToken);
                batch.Clear();
            }
        }
    }

    private async Task CommitAsync(List<Waiting> batch, CancellationToken cancellationToken)
    {
        try
        {
            var answers = await write(batch.ConvertAll(waiting => waiting.Item), cancellationToken);
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
