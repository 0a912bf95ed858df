using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks.Sources;
using SmsPlatform.GraphQL.DataLoader;

namespace SmsPlatform.GraphQL.Execution;

/// <summary>
/// Drives one execution: works while there is anything to do, dispatches data loaders when there is not, sleeps while tasks are out, and is woken
/// by the task that completes a column. Whoever wakes it works on; there is never more than one at it.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Reset disposes what it owns: the pump itself is used again.")]
internal sealed partial class ExecutionPump(OperationExecution execution) : IBatchScheduler, IValueTaskSource, IThreadPoolWorkItem
{
    /// <summary>How long resolvers may take to notice that they are cancelled, before their execution is given up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<IBatch> _batches = new();
    private ManualResetValueTaskSourceCore<bool> _completion = new() { RunContinuationsAsynchronously = false };
    private Abort? _abort;

    // Of the request. Whoever wakes the pump may be at work for another one, or for nobody; what runs on must be the request's own
    // all the same, or what flows with it (its user, its trace) is another's.
    private ExecutionContext? _context;
    private CancellationToken _caller;
    private long _deadline;
    private int _ready;
    private int _waiting;
    private int _holds;
    private bool _working;
    private bool _isTimed;
    private bool _isDone;

    /// <summary>What broke the execution as a whole; null when nothing did.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether the time was up.</summary>
    public bool IsTimedOut { get; private set; }

    /// <summary>Whether resolvers still run that did not heed their cancellation, so that the execution must not be used again.</summary>
    public bool IsAbandoned { get; private set; }

    public CancellationToken RequestAborted
    {
        get
        {
            lock (_lock)
            {
                return (_abort ??= StartAbort()).Token;
            }
        }
    }

    private TimeSpan Timeout => execution.Executor.Options.ExecutionTimeout;

    public bool Start(CancellationToken cancellationToken)
    {
        SetCaller(cancellationToken);
        _deadline = Environment.TickCount64 + (long)Math.Min(Timeout.TotalMilliseconds, int.MaxValue);
        _working = true;
        return Loop();
    }

    /// <summary>Tells whose cancellation ends the execution, where it is not run as a whole.</summary>
    public void SetCaller(CancellationToken cancellationToken)
    {
        _caller = cancellationToken;
        _context = ExecutionContext.Capture();
    }

    public ValueTask WaitAsync() => new(this, _completion.Version);

    /// <summary>Makes the pump as new. Not to be called when it is abandoned.</summary>
    public void Reset()
    {
        Abort? abort;
        lock (_lock)
        {
            abort = _abort;
            _abort = null;
            _context = null;
            _caller = default;
            _batches.Clear();
            _ready = _waiting = _holds = 0;
            _working = _isTimed = IsTimedOut = _isDone = false;
            Failure = null;
            _completion.Reset();
        }

        abort?.Retire();
    }

    public void ThrowIfStopped()
    {
        _caller.ThrowIfCancellationRequested();
        if (Environment.TickCount64 > _deadline)
        {
            IsTimedOut = true;
            throw new TimeoutException();
        }
    }

    public void CountWaiting()
    {
        lock (_lock)
        {
            _waiting++;
        }
    }

    public bool TryTakeReady(Queue<Column> ready, [NotNullWhen(true)] out Column? column)
    {
        column = null;
        if (Volatile.Read(ref _ready) == 0)
        {
            return false;
        }

        lock (_lock)
        {
            _ready--;
            column = ready.Dequeue();
            return true;
        }
    }

    public void OnReady(Queue<Column> ready, Column column)
    {
        lock (_lock)
        {
            if (_isDone)
            {
                return;
            }

            ready.Enqueue(column);
            _ready++;
            _waiting--;
            if (_working || _holds > 0)
            {
                return;
            }

            _working = true;
        }

        Continue();
    }

    public void Schedule(IBatch batch)
    {
        lock (_lock)
        {
            if (!_isDone)
            {
                _batches.Enqueue(batch);
                if (_working || _holds > 0)
                {
                    return;
                }

                _working = true;
                batch = null!;
            }
        }

        if (batch is not null)
        {
            // The execution has ended; whoever still loads is not left waiting.
            batch.Dispatch();
            return;
        }

        // Not at once: the one who asked for the first key is about to ask for more.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    public void BeginCompletion()
    {
        lock (_lock)
        {
            _holds++;
        }
    }

    public void EndCompletion()
    {
        lock (_lock)
        {
            if (_holds > 0)
            {
                _holds--;
            }

            if (_isDone || _holds > 0 || _working || (_ready == 0 && _batches.Count == 0))
            {
                return;
            }

            _working = true;
        }

        Continue();
    }

    void IThreadPoolWorkItem.Execute() => Continue();

    void IValueTaskSource.GetResult(short token) => _completion.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _completion.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, token, flags);

    private void Continue()
    {
        if (_context is { } context && context != ExecutionContext.Capture())
        {
            ExecutionContext.Run(context, static pump => ((ExecutionPump)pump!).GoOn(), this);
        }
        else
        {
            GoOn();
        }
    }

    private void GoOn()
    {
        if (Loop())
        {
            _completion.SetResult(true);
        }
    }

    // True when everything is done, false when it is to be woken.
    private bool Loop()
    {
        try
        {
            while (true)
            {
                execution.Work();
                IBatch? batch;
                lock (_lock)
                {
                    if (_ready > 0)
                    {
                        continue;
                    }

                    if (!_batches.TryDequeue(out batch) && _waiting > 0)
                    {
                        Arm();
                        _working = false;
                        return false;
                    }
                }

                if (batch is not null)
                {
                    batch.Dispatch();
                }
                else if (!execution.TryStartSerial())
                {
                    return End(null);
                }
            }
        }
        catch (Exception exception)
        {
            return End(exception);
        }
    }

    private bool End(Exception? failure)
    {
        lock (_lock)
        {
            if (_isDone)
            {
                return false;
            }

            _isDone = true;
            Failure = failure;
            IsAbandoned = _waiting > 0 || _batches.Count > 0;
            IsTimedOut |= failure is null && _isTimed && Environment.TickCount64 > _deadline;
        }

        if (failure is not null)
        {
            _abort?.TryCancel();
        }

        return true;
    }
}
