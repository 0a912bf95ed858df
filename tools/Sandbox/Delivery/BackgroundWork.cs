using SmsPlatform.Sandbox.Network;

namespace SmsPlatform.Sandbox.Delivery;

/// <summary>What goes on after an answer was given: messages on their way, callbacks. Stops with the host.</summary>
internal sealed partial class BackgroundWork(Changes changes, ILogger<BackgroundWork> logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private int _running;

    public bool IsIdle => UnderWay == 0;

    public int UnderWay => Volatile.Read(ref _running);

    public void Start(Func<CancellationToken, Task> work) => Prepare(work)();

    /// <summary>Counts as under way from now on, and runs when the answer is called.</summary>
    public Action Prepare(Func<CancellationToken, Task> work)
    {
        Interlocked.Increment(ref _running);
        return () => _ = RunAsync(work);
    }

    /// <summary>Counts as under way while it lasts, for what its caller may not wait for to the end.</summary>
    public async Task<T> CountAsync<T>(Func<Task<T>> work)
    {
        Interlocked.Increment(ref _running);
        try
        {
            return await work();
        }
        finally
        {
            Interlocked.Decrement(ref _running);
            changes.Pulse();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await changes.UntilAsync(() => IsIdle, TimeSpan.FromSeconds(10), "background work ended", CancellationToken.None);
        _stopping.Dispose();
    }

    private async Task RunAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await Task.Yield();
            await work(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopping: what is not done stays undone.
        }
        catch (Exception exception)
        {
            // Nobody awaits this, so an exception would vanish.
            LogFailed(exception);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
            changes.Pulse();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Work in the background failed.")]
    private partial void LogFailed(Exception exception);
}
