namespace SmsPlatform.GraphQL.DataLoader;

/// <summary>Decides when the keys that a data loader has gathered are loaded.</summary>
public interface IBatchScheduler
{
    /// <summary>What ends when the request does.</summary>
    CancellationToken RequestAborted => CancellationToken.None;

    /// <summary>Takes a batch that has its first key; more keys may come until it is dispatched.</summary>
    void Schedule(IBatch batch);

    /// <summary>Called before the promises of a batch are fulfilled, so that what follows from the first does not run before the last is there.</summary>
    void BeginCompletion()
    {
    }

    /// <summary>Called once all promises of a batch are fulfilled.</summary>
    void EndCompletion()
    {
    }
}

/// <summary>Keys gathered by a data loader.</summary>
public interface IBatch
{
    /// <summary>Loads the keys. Never throws: a failure goes to those who wait for the values.</summary>
    void Dispatch();
}

/// <summary>
/// The scheduler for data loaders used outside of a GraphQL execution: a batch is loaded when the thread pool comes to it, which
/// leaves the caller time to ask for all keys of a loop.
/// </summary>
public sealed class AutoBatchScheduler : IBatchScheduler
{
    /// <summary>The one instance: it has no state.</summary>
    public static AutoBatchScheduler Default { get; } = new();

    /// <inheritdoc/>
    public void Schedule(IBatch batch) =>
        ThreadPool.QueueUserWorkItem(static batch => batch.Dispatch(), batch, preferLocal: false);
}
