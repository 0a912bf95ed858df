namespace SmsPlatform.Sandbox.Network;

/// <summary>Wakes everyone who waits for the network to change.</summary>
internal sealed class Changes
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version;

    public long Version => Interlocked.Read(ref _version);

    /// <summary>Completes at the first change after <paramref name="version"/> was read.</summary>
    public Task After(long version)
    {
        lock (_gate)
        {
            return _version > version ? Task.CompletedTask : _next.Task;
        }
    }

    public void Pulse()
    {
        TaskCompletionSource woken;
        lock (_gate)
        {
            _version++;
            woken = _next;
            _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        woken.SetResult();
    }

    /// <summary>Makes a change and wakes the waiters.</summary>
    public void Pulse(Action change)
    {
        change();
        Pulse();
    }

    /// <summary>Waits until the condition holds, looking again at each change. The limit is in real time.</summary>
    /// <exception cref="TimeoutException">The condition did not hold in time.</exception>
    public async Task UntilAsync(Func<bool> condition, TimeSpan limit, string what, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(limit);

        while (true)
        {
            var seen = Version;
            if (condition())
            {
                return;
            }

            try
            {
                await After(seen).WaitAsync(timer.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"Not within {limit.TotalSeconds:0.#} s: {what}.");
            }
        }
    }
}
