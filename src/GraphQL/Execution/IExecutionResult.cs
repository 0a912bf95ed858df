namespace SmsPlatform.GraphQL.Execution;

/// <summary>The outcome of a request: an <see cref="OperationResult"/> or a <see cref="ResponseStream"/>.</summary>
public interface IExecutionResult : IAsyncDisposable;

/// <summary>How a request ended, as transports need to know it to choose a status.</summary>
public enum ResultStatus
{
    /// <summary>Executed; there is a <c>data</c> entry, perhaps null, perhaps with errors beside it.</summary>
    Executed,

    /// <summary>Refused before execution (syntax, validation, variables, cost…); there is no <c>data</c> entry.</summary>
    RequestError,

    /// <summary>The persisted document is not known; the client may send the text.</summary>
    DocumentNotFound,

    /// <summary>The operation's kind is not permitted here, as a mutation by GET.</summary>
    OperationNotAllowed,

    /// <summary>The request took too long.</summary>
    TimedOut,

    /// <summary>Whoever sent it has to wait for as long as <see cref="OperationResult.RetryAfter"/>.</summary>
    Throttled,
}

/// <summary>The results of a subscription, one per event.</summary>
/// <param name="read">Reads the results.</param>
/// <param name="close">Frees what the stream holds when it is disposed without having been read.</param>
public sealed class ResponseStream(Func<CancellationToken, IAsyncEnumerable<OperationResult>> read, Func<ValueTask>? close = null) : IExecutionResult
{
    private readonly CancellationTokenSource _closed = new();
    private int _disposed;
    private int _started;

    /// <summary>
    /// Reads the results; each is disposed by the reader. Reading is possible once. It ends when the source ends, when
    /// <paramref name="cancellationToken"/> is cancelled or when the stream is disposed; the latter two without an exception.
    /// </summary>
    public async IAsyncEnumerable<OperationResult> ReadResultsAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            throw new InvalidOperationException("A response stream can be read once.");
        }

        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
        await using var results = read(linked.Token).GetAsyncEnumerator(linked.Token);

        while (await MoveNextAsync(results, linked.Token))
        {
            yield return results.Current;
        }
    }

    /// <summary>Ends the subscription.</summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _closed.Cancel();
            _closed.Dispose();
            if (close is not null && Interlocked.Exchange(ref _started, 1) == 0)
            {
                return close();
            }
        }

        return ValueTask.CompletedTask;
    }

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<OperationResult> results, CancellationToken stopped)
    {
        try
        {
            return await results.MoveNextAsync();
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            return false;
        }
    }
}
