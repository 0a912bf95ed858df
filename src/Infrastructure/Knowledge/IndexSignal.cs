namespace SmsPlatform.Infrastructure.Knowledge;

/// <summary>Tells this node's worker that there may be a document to index.</summary>
/// <remarks>A hint only: the rows are the truth, and the worker looks at them by itself now and then.</remarks>
internal sealed class IndexSignal : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0);

    public void DocumentsMayBeDue()
    {
        // One pending hint is as good as many.
        if (_signal.CurrentCount == 0)
        {
            _signal.Release();
        }
    }

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _signal.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _signal.Dispose();
}
