namespace SmsPlatform.GraphQL.AspNetCore.WebSockets;

/// <summary>The running operations of one connection, by the client's ids.</summary>
internal sealed class SocketOperations
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SocketOperation> _active = new(StringComparer.Ordinal);

    // Also those that the client has ended and that are still unwinding.
    private readonly HashSet<SocketOperation> _running = [];

    public enum Outcome
    {
        Started,
        Exists,
        TooMany,
    }

    /// <summary>Starts an operation, unless its id is in use or there are too many.</summary>
    public Outcome TryStart(SocketOperation operation, int max, Func<Task> run)
    {
        lock (_gate)
        {
            if (_active.ContainsKey(operation.Id))
            {
                return Outcome.Exists;
            }

            if (_running.Count >= max)
            {
                return Outcome.TooMany;
            }

            _active.Add(operation.Id, operation);
            _running.Add(operation);

            // Not on this thread: it has to go on reading the client's messages.
            operation.Running = Task.Run(run);
            return Outcome.Started;
        }
    }

    /// <summary>Makes the id free; false when the client has ended the operation and wants to hear no more of it.</summary>
    public bool TryRelease(SocketOperation operation)
    {
        lock (_gate)
        {
            return _active.TryGetValue(operation.Id, out var active) && active == operation && _active.Remove(operation.Id);
        }
    }

    /// <summary>Forgets an operation that has unwound.</summary>
    public void Remove(SocketOperation operation)
    {
        lock (_gate)
        {
            _running.Remove(operation);
        }
    }

    /// <summary>Ends an operation because the client asks for it.</summary>
    public void End(string id)
    {
        SocketOperation? operation;

        lock (_gate)
        {
            _active.Remove(id, out operation);
        }

        operation?.End();
    }

    /// <summary>Waits until nothing runs any more.</summary>
    public Task WhenAllEndedAsync()
    {
        lock (_gate)
        {
            return Task.WhenAll(_running.Select(operation => operation.Running));
        }
    }
}
